import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rootMembers } from '../../src/model/root-members.ts';
import { compileSchema } from '../../src/validate/compile-schema.ts';
import { schemaCheck } from '../../src/validate/schema-check.ts';
import {
  isRecord,
  listAt,
  manifestSchema,
  placesIn,
  recordAt,
  type SchemaNode,
} from '../support/manifest-schema.ts';
import { manifestShape, manifestWords } from '../support/manifest-shape.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const withManifest = readdirSync(examples).filter((name) => existsSync(manifestPath(name)));
const sound = withManifest.filter((name) => name !== 'broken');
const schema = manifestSchema();
const places = placesIn(schema);
const members = places.filter(({ isMember }) => isMember);
const check = schemaCheck(() => schema, compileSchema(schema));

describe('the published schema', () => {
  it('compiles under the strictest settings that a seller’s own tools may use', () => {
    const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
    expect(() => ajv.compile(schema)).not.toThrow();
  });

  it('has the first-level members that messages know by name', () => {
    expect(Object.keys(recordAt(schema, 'properties'))).toEqual(rootMembers);
  });

  it('explains every member to the seller who points at it', () => {
    const silent = members.filter(({ node }) => !node.description && !node.title);
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('offers the seller something to write for every member', () => {
    const empty = members.filter(
      ({ node }) => listAt(node, 'examples').length === 0 && !('enum' in node) && !('const' in node),
    );
    expect(empty.map(({ path }) => path)).toEqual([]);
  });

  it('offers only what fits the member it stands at', () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(schema);
    const wrong = members.flatMap(({ path, pointer, node }) =>
      [...listAt(node, 'examples'), ...('default' in node ? [node.default] : [])]
        .filter((value) => !ajv.validate(`${schema.$id}#${pointer}`, value))
        .map((value) => `${path}: ${JSON.stringify(value)}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['base', 'baseId'],
    ['framework', 'frameworkName'],
  ])('lists every short form of `%s` to an editor', (name, definition) => {
    const member = recordAt(recordAt(schema, 'properties'), name);
    const offered = listAt(member, 'examples').filter((value) => typeof value === 'string');
    const allowed = listAt(recordAt(recordAt(schema, '$defs'), definition), 'enum');
    expect(offered.toSorted()).toEqual(allowed.toSorted());
  });

  it('refuses an unknown key wherever a seller can misspell one', () => {
    const open = places.filter(({ node }) =>
      'properties' in node
        ? node.additionalProperties !== false
        : node.type === 'object' && !isRecord(node.additionalProperties),
    );
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  it('leaves patterns and alternatives to the rules, which have better words for them', () => {
    const keywords = ['pattern', 'format', 'anyOf', 'oneOf', 'allOf', 'not', '$dynamicRef', 'propertyNames'];
    const found = places.filter(({ node }) => keywords.some((keyword) => keyword in node));
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});

describe('the schema and the TypeScript types', () => {
  const maps = new Map(
    places.filter(({ node }) => 'properties' in node).map(({ path, node }) => [path, node]),
  );
  const lists = new Map(places.filter(({ node }) => 'enum' in node).map(({ path, node }) => [path, node]));
  const fromCatalogue = /^(base|framework|policy)(\.|$)(?!scan)/;

  it('know the same maps and the same lists of words', () => {
    expect([...maps.keys()].toSorted()).toEqual(Object.keys(manifestShape).toSorted());
    const closed = [...lists.keys()].filter((path) => !fromCatalogue.test(path));
    expect(closed.toSorted()).toEqual(Object.keys(manifestWords).toSorted());
  });

  it.each(Object.entries(manifestShape))(
    'agree on the members of `%s` and which are needed',
    (path, shape) => {
      expect(shapeIn(maps.get(path) ?? {})).toEqual(shape);
    },
  );

  it.each(Object.entries(manifestWords))('agree on what `%s` can be', (path, words) => {
    expect(listAt(lists.get(path) ?? {}, 'enum').toSorted()).toEqual(words.toSorted());
  });
});

describe('the examples', () => {
  it.each(sound)('shows in %s a manifest that the schema takes', (name) => {
    expect(check(readManifest(manifestPath(name)))).toEqual([]);
  });

  it('shows in broken every mistake that the schema can see', () => {
    const faults = check(readManifest(manifestPath('broken')));
    expect(faults.map(({ keyword, path }) => `${keyword} ${path.join('.')}`).toSorted()).toEqual([
      'additionalProperties ',
      'enum base',
      'maxLength product.title',
      'maximum inference.timeoutSeconds',
      'minimum upload.scan.waitMinutes',
      'required ',
      'type inference.maxPayloadMB',
      'type product.release',
    ]);
  });

  it.each(withManifest)('opens in an editor that knows the schema: %s', (name) => {
    const [first = ''] = readFileSync(manifestPath(name), 'utf8').split('\n', 1);
    const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first) ?? [];
    const target = join(dirname(manifestPath(name)), path);
    expect(path !== '' && existsSync(target) && JSON.parse(readFileSync(target, 'utf8'))).toEqual(schema);
  });

  const withModel = sound.filter((name) => 'artifacts' in readManifest(manifestPath(name)));
  it.each(withModel)('brings the model folder that %s names', (name) => {
    const { path } = recordAt(readManifest(manifestPath(name)), 'artifacts');
    expect(readdirSync(join(examples, name, String(path)))).not.toEqual([]);
  });
});

describe('one mistake in a manifest', () => {
  const minimal = readManifest(manifestPath('minimal'));
  it.each([
    ['an unknown base', { base: 'ubuntu:20.04' }, 'enum base'],
    ['a number as base', { base: 18.04 }, 'type base'],
    ['an unknown system in the long form', { base: { os: 'ubuntu' } }, 'enum base.os'],
    ['a misspelt key in the long form of the base', { base: { imag: 'a' } }, 'additionalProperties base'],
    ['an unknown framework', { framework: 'keras' }, 'enum framework'],
    ['a framework without a name', { framework: { version: '1' } }, 'required framework'],
    ['an empty framework', { framework: null }, 'type framework'],
    ['a word for the workers', { inference: { workers: 'many' } }, 'enum inference.workers'],
    ['no workers', { inference: { workers: 0 } }, 'minimum inference.workers'],
    ['a worker and a half', { inference: { workers: 1.5 } }, 'type inference.workers'],
    ['an empty list to extend', { extends: [] }, 'minItems extends'],
    ['a map to extend', { extends: { file: 'a' } }, 'type extends'],
    [
      'a number among the variables',
      { inference: { environment: { A: 1 } } },
      'type inference.environment.A',
    ],
  ])('is one fault and not several: %s', (_, members, fault) => {
    const faults = check({ ...minimal, ...members });
    expect(faults.map(({ keyword, path }) => `${keyword} ${path.join('.')}`)).toEqual([fault]);
  });
});

function shapeIn(node: SchemaNode): Readonly<Record<string, string>> {
  const needed = listAt(node, 'required');
  const names = Object.keys(recordAt(node, 'properties'));
  return Object.fromEntries(names.map((name) => [name, needed.includes(name) ? 'must' : 'may']));
}

/**
 * A simple merge of a manifest with the file that it extends. The examples extend one file, and never a
 * chain.
 */
function readManifest(path: string): SchemaNode {
  const own: unknown = parse(readFileSync(path, 'utf8'));
  if (!isRecord(own)) throw new TypeError(`${path} holds no map`);
  const under = own.extends;
  return typeof under === 'string' ? merged(readManifest(join(dirname(path), under)), own) : own;
}

function merged(under: SchemaNode, over: SchemaNode) {
  const result: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = under[key];
    result[key] = isRecord(below) && isRecord(value) ? merged(below, value) : value;
  }
  return result;
}

function manifestPath(example: string): string {
  return join(examples, example, 'marketplace.yaml');
}
