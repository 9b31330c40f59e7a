import type { MapNode } from '../model/manifest-tree.ts';
import type { ManifestPath, Problem } from '../model/problem.ts';
import { closestName } from '../problem/closest-name.ts';
import { pathInWords, valueInWords } from '../problem/phrasing.ts';
import { attemptedMembers } from './attempted-members.ts';
import {
  explainMissingKey,
  explainUnknownKey,
  isJoined,
  isValueOf,
  missingName,
} from './explain-key-fault.ts';
import { explainBound, explainTwice, tooLittle, tooMuch } from './explain-limit-fault.ts';
import { explainConst, explainEnum, explainType } from './explain-value-fault.ts';
import type { Explained, Explaining } from './explained.ts';
import type { Ground } from './ground.ts';
import { misplacedKeys } from './misplaced-keys.ts';
import { nodeAt } from './node-at.ts';
import type { SchemaFault } from './schema-check.ts';

/** The faults that the schema found, each mistake once and in words that sellers know. */
export function explainSchemaFaults(
  root: MapNode,
  faults: readonly SchemaFault[],
  ground: Ground,
): Problem[] {
  const misplaced = misplacedKeys(root, faults);
  const misspelt = new Map(faults.flatMap((fault) => misspeltKey(fault, faults)));
  const redundant = new Set([
    ...misplaced.flatMap((mistake) => mistake.faults),
    ...misspelt.values(),
    ...faultsOfWrongTypes(faults),
    ...faultsOfMisspeltImage(faults),
  ]);
  const problems = faults.flatMap((fault) => {
    if (redundant.has(fault)) return [];
    const explain = explanations[fault.keyword] ?? explainOther;
    const written = writtenAt(root, fault.path);
    const items = itemsBeside(root, fault.path);
    return [problemFrom(fault, explain({ fault, written, items, missing: misspelt.get(fault), ground }))];
  });
  return [...misplaced.map(({ problem }) => problem), ...problems];
}

type Explanation = (explaining: Explaining) => Explained;

const explanations: Readonly<Record<string, Explanation>> = {
  additionalProperties: explainUnknownKey,
  required: explainMissingKey,
  type: explainType,
  enum: explainEnum,
  const: explainConst,
  maxLength: ({ fault }) => tooMuch(fault, 'too-long', 'characters'),
  minLength: ({ fault }) => tooLittle(fault, 'too-short', 'characters'),
  maxItems: ({ fault }) => tooMuch(fault, 'too-many', 'items'),
  minItems: ({ fault }) => tooLittle(fault, 'too-few', 'items'),
  maxProperties: ({ fault }) => tooMuch(fault, 'too-many', 'keys'),
  minProperties: ({ fault }) => tooLittle(fault, 'too-few', 'keys'),
  minimum: explainBound,
  maximum: explainBound,
  exclusiveMinimum: explainBound,
  uniqueItems: explainTwice,
};

function problemFrom(fault: SchemaFault, { key, ...words }: Explained): Problem {
  const path: ManifestPath = key === undefined ? fault.path : [...fault.path, key];
  // The schema's comment explains a limit or a list; it does not explain a wrong type.
  const comment = fault.keyword === 'type' ? undefined : fault.schema['$comment'];
  return {
    ...words,
    severity: 'error',
    at: { path, target: key === undefined ? 'value' : 'key' },
    ...(words.because === undefined && typeof comment === 'string' && { rule: comment }),
  };
}

/** A value of the wrong type may also be out of range, or of the wrong type for a branch; one message is enough. */
function faultsOfWrongTypes(faults: readonly SchemaFault[]): SchemaFault[] {
  // Items of a list that are all wrong in the same way are one mistake.
  const placeOf = ({ path, value }: SchemaFault) =>
    [...path.slice(0, -1), typeof path.at(-1) === 'number' ? `each ${typeof value}` : path.at(-1)].join('\n');
  const hasMany = ({ params }: SchemaFault) => Array.isArray(params['type']);
  const first = new Map<string, SchemaFault>();
  for (const fault of faults.filter(({ keyword }) => keyword === 'type')) {
    const before = first.get(placeOf(fault));
    // The branch asks for one type, the member for all that it may have.
    if (!before || (hasMany(fault) && !hasMany(before))) first.set(placeOf(fault), fault);
  }
  const isTold = (fault: SchemaFault) => fault.keyword !== 'type' || first.get(placeOf(fault)) === fault;
  return faults.filter((fault) => (bounds.has(fault.keyword) && first.has(placeOf(fault))) || !isTold(fault));
}

const bounds: ReadonlySet<string> = new Set(['minimum', 'maximum', 'exclusiveMinimum']);

/** A misspelt `image` is in place of a framework and a base, as the sound one is. */
function faultsOfMisspeltImage(faults: readonly SchemaFault[]): readonly SchemaFault[] {
  if (!attemptedMembers(faults).has('image')) return [];
  return faults
    .filter(({ keyword, path }) => keyword === 'required' && path.length === 0)
    .filter((fault) => ['framework', 'base'].includes(missingName(fault)));
}

/** An unknown key beside a missing key with almost the same name is one mistake, not two. */
function misspeltKey(fault: SchemaFault, faults: readonly SchemaFault[]): [SchemaFault, SchemaFault][] {
  const written = fault.params['additionalProperty'];
  if (typeof written !== 'string') return [];
  const missing = faults.filter(
    (other) => other.keyword === 'required' && other.path.join('\n') === fault.path.join('\n'),
  );
  const meant = missing.find((other) => isValueOf(other, written) || isJoined(missingName(other), written));
  const near = meant ? missingName(meant) : closestName(written, missing.map(missingName));
  return missing.filter((other) => missingName(other) === near).map((other) => [fault, other]);
}

function explainOther({ fault }: Explaining): Explained {
  return {
    code: 'wrong-value',
    what: `${pathInWords(fault.path)} is ${valueInWords(fault.value)}, which does not fit here`,
    fix: 'compare it with the example in the schema',
  };
}

function itemsBeside(root: MapNode, path: ManifestPath): string[] {
  const list = nodeAt(root, path.slice(0, -1));
  return list?.kind === 'list' ? list.items.map((item) => (item.kind === 'scalar' ? item.written : '')) : [];
}

function writtenAt(root: MapNode, path: ManifestPath): string {
  const node = nodeAt(root, path);
  return node?.kind === 'scalar' ? node.written : '';
}
