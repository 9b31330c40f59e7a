import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { withModelTypes } from '../../scripts/catalogue.ts';
import type { BaseImage } from '../../src/model/catalogue.ts';
import { parseContainerTag } from '../../src/model/container-tag.ts';
import { preparedForTests } from '../support/prepared.ts';

const schemaFolder = new URL('../../schema/', import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(new URL(path, schemaFolder), 'utf8'));
const files = readdirSync(new URL('catalogue/', schemaFolder)).sort();
const { catalogue } = preparedForTests();

test.each(files)('%s has the shape of its schema, so every entry has a source and a day', (file) => {
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  const validate = ajv.compile(json('catalogue.schema.json'));
  validate(json(`catalogue/${file}`));
  expect(validate.errors ?? []).toEqual([]);
});

test('the instance types are those of the installed SDK; if they are not, run  npm run catalogue', () => {
  const text = readFileSync(new URL('catalogue/instance-types.json', schemaFolder), 'utf8');
  expect(text).toBe(withModelTypes(text, catalogue.instanceTypes.checked));
});

test('the listed bases are exactly those that AWS lists', () => {
  const listed = {
    debian: '6 7 8 9 10',
    ubuntu: '12.04 12.10 13.04 14.04 14.10 15.04 15.10 16.04 16.10 17.04 17.10 18.04 18.10',
    centos: '5 6 7',
    oraclelinux: '5 6 7',
    alpine: '3.3 3.4 3.5',
    amazonlinux: '1 2 2023',
  };
  const ids = Object.entries(listed).flatMap(([os, releases]) =>
    releases.split(' ').map((release) => `${os}:${release}`),
  );
  expect(catalogue.bases.filter((base) => base.listed).map(({ id }) => id)).toEqual(ids);
});

test('the schema of the manifest offers the bases and frameworks of the catalogue', () => {
  const { $defs } = json('marketplace.schema.json');
  expect([...$defs.baseId.enum].sort()).toEqual(catalogue.bases.map(({ id }) => id).sort());
  expect([...$defs.frameworkName.enum].sort()).toEqual(catalogue.frameworks.map(({ name }) => name).sort());
});

test('the newest packages of every framework that runs in Node are those that the tests use', () => {
  const { devDependencies } = JSON.parse(readFileSync(new URL('../package.json', schemaFolder), 'utf8'));
  const packages = catalogue.frameworks
    .filter(({ family }) => family === 'node')
    .flatMap(({ versions }) => versions[0]?.packages ?? []);
  expect(packages.map(({ name }) => devDependencies[name])).toEqual(packages.map(({ version }) => version));
  expect(packages).not.toEqual([]);
});

/** `test/python/<file>.txt` has what this version of a framework needs. */
const tried = [
  ['listing', 'scikit-learn', '1.9'],
  ['listing', 'lightgbm', '4.7'],
  ['listing', 'flask', '3.1'],
  ['catboost', 'catboost', '1.2'],
  ['xgboost', 'xgboost', '3.2'],
  ['xgboost-3.4', 'xgboost', '3.4'],
  ['pytorch', 'pytorch', '2.13'],
  ['tensorflow', 'tensorflow', '2.21'],
  ['transformers', 'transformers', '5.24'],
];

test.each(tried)('the packages of %s.txt are those of %s %s', (file, name, wanted) => {
  const locked = readFileSync(new URL(`../test/python/${file}.txt`, schemaFolder), 'utf8');
  const pins = new Set([...locked.matchAll(/^[^\s;#]+==[^\s;]+/gm)].map(([pin]) => pin));
  const framework = catalogue.frameworks.find((entry) => entry.name === name);
  const packages = framework?.versions.find(({ version }) => version === wanted)?.packages ?? [];
  expect(packages).not.toEqual([]);
  const needed = packages.map((one) => `${one.name}==${one.version}`);
  // PyTorch's build for CPUs lies in no common index, so nobody can lock it.
  expect(needed.filter((pin) => !pins.has(pin) && !pin.startsWith('torch=='))).toEqual([]);
});

test('what AWS does not list can be scanned today, and of its list only two can', () => {
  const idsWhere = (isMeant: (base: BaseImage) => boolean) =>
    catalogue.bases.filter(isMeant).map(({ id }) => id);
  expect(idsWhere(({ listed, scannable }) => listed && scannable)).toEqual([
    'ubuntu:18.04',
    'amazonlinux:2023',
  ]);
  expect(idsWhere(({ listed, scannable }) => !listed && !scannable)).toEqual([]);
  expect(idsWhere(({ listed }) => !listed).join(' ')).toBe(
    'debian:12 debian:13 ubuntu:22.04 ubuntu:24.04 ubuntu:26.04 alpine:3.21 alpine:3.22 alpine:3.23 alpine:3.24',
  );
});

test('every day of the catalogue is one of the calendar, and nothing was checked in the future', () => {
  const days = [...JSON.stringify(catalogue).matchAll(/"(checked|endOfLife|until)":"([^"]*)"/g)];
  const isDay = (text: string) => new Date(text).toISOString().slice(0, 10) === text;
  expect(days.filter(([, , day = '']) => !isDay(day))).toEqual([]);
  const today = new Date().toISOString().slice(0, 10);
  expect(days.filter(([, kind, day = '']) => kind === 'checked' && day > today)).toEqual([]);
});

test.each(files)(
  '%s says of each of its facts where it is from, and on which day that was checked',
  (file) => {
    const { $schema: _schema, ...kinds } = json(`catalogue/${file}`);
    const lacking = Object.values(kinds).flatMap((facts) => factsWithoutSource(facts));
    expect(lacking).toEqual([]);
  },
);

/** A fact is sourced itself, or is a map or list of sourced facts. */
function factsWithoutSource(facts: unknown): unknown[] {
  if (typeof facts !== 'object' || facts === null) return [facts];
  if ('source' in facts && 'checked' in facts) return [];
  return Object.values(facts).flatMap((fact) => factsWithoutSource(fact));
}

test('the registries of Deep Learning Containers hold every Region once', () => {
  const held = catalogue.deepLearningContainers.registries.flatMap(({ regions }) => regions);
  expect(held.sort()).toEqual(catalogue.regions.map(({ id }) => id).sort());
});

test('every tag of a Deep Learning Container can be read, and says nothing else than its entry', () => {
  const { repositories, systems } = catalogue.deepLearningContainers;
  for (const { name, tags } of repositories)
    for (const { tag, python } of tags) {
      const says = parseContainerTag(tag);
      expect(says, `${name}:${tag}`).toBeDefined();
      expect([says?.python ?? python, name]).toEqual([python, name]);
      expect(systems.map(({ id }) => id)).toContain(says?.system);
    }
});

test('a system of Deep Learning Containers is told the same of as the base of its name', () => {
  const named = catalogue.deepLearningContainers.systems.flatMap(({ name, listed, scannable }) =>
    catalogue.bases.flatMap((base) => (base.name === name ? [{ name, listed, scannable, base }] : [])),
  );
  expect(named.map(({ name }) => name)).toEqual(['Amazon Linux 2023', 'Ubuntu 22.04', 'Ubuntu 18.04']);
  for (const { listed, scannable, base } of named)
    expect([listed, scannable]).toEqual([base.listed, base.scannable]);
});

test('nothing stands twice', () => {
  const { bases, frameworks, contentTypes, regions, deepLearningContainers } = catalogue;
  const names = [
    bases.map(({ id }) => id),
    frameworks.map(({ name }) => name),
    contentTypes.map(({ type }) => type),
    regions.map(({ id }) => id),
    deepLearningContainers.repositories.map(({ name }) => name),
    ...deepLearningContainers.repositories.map(({ tags }) => tags.map(({ tag }) => tag)),
  ];
  for (const list of names) expect(list).toEqual([...new Set(list)]);
});
