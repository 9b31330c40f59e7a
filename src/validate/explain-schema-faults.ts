import type { MapNode, TreeNode } from '../model/manifest-tree.ts';
import type { ManifestPath, Problem } from '../model/problem.ts';
import { closestName } from '../problem/closest-name.ts';
import { pathInWords, valueInWords } from '../problem/phrasing.ts';
import type { SchemaFault } from './compile-schema.ts';
import { explainMissingKey, explainUnknownKey, missingName } from './explain-key-fault.ts';
import { explainBound, explainTwice, tooLittle, tooMuch } from './explain-limit-fault.ts';
import { explainConst, explainEnum, explainType } from './explain-value-fault.ts';
import type { Explained, Explaining } from './explained.ts';
import type { Ground } from './ground.ts';

/** The faults that the schema found, each mistake once and in words that sellers know. */
export function explainSchemaFaults(
  root: MapNode,
  faults: readonly SchemaFault[],
  ground: Ground,
): Problem[] {
  const misspelt = new Map(faults.flatMap((fault) => misspeltKey(fault, faults)));
  const redundant = new Set([...misspelt.values(), ...boundsOfWrongTypes(faults)]);
  return faults.flatMap((fault) => {
    if (redundant.has(fault)) return [];
    const explain = explanations[fault.keyword] ?? explainOther;
    const written = writtenAt(root, fault.path);
    return [problemFrom(fault, explain({ fault, written, missing: misspelt.get(fault), ground }))];
  });
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

/** A value of the wrong type may also be out of range; the message about the type is enough. */
function boundsOfWrongTypes(faults: readonly SchemaFault[]): SchemaFault[] {
  const placeOf = ({ path }: SchemaFault) => path.join('\n');
  const wrongTypes = new Set(faults.filter(({ keyword }) => keyword === 'type').map(placeOf));
  return faults.filter((fault) => bounds.has(fault.keyword) && wrongTypes.has(placeOf(fault)));
}

const bounds: ReadonlySet<string> = new Set(['minimum', 'maximum', 'exclusiveMinimum']);

/** An unknown key beside a missing key with almost the same name is one mistake, not two. */
function misspeltKey(fault: SchemaFault, faults: readonly SchemaFault[]): [SchemaFault, SchemaFault][] {
  const written = fault.params['additionalProperty'];
  if (typeof written !== 'string') return [];
  const missing = faults.filter(
    (other) => other.keyword === 'required' && other.path.join('\n') === fault.path.join('\n'),
  );
  const name = closestName(written, missing.map(missingName));
  return missing.filter((other) => missingName(other) === name).map((other) => [fault, other]);
}

function explainOther({ fault }: Explaining): Explained {
  return {
    code: 'wrong-value',
    what: `${pathInWords(fault.path)} is ${valueInWords(fault.value)}, which does not fit here`,
    fix: 'compare it with the example in the schema',
  };
}

function writtenAt(root: MapNode, path: ManifestPath): string {
  let node: TreeNode | undefined = root;
  for (const step of path)
    node =
      node?.kind === 'map'
        ? node.entries.get(String(step))?.value
        : node?.kind === 'list'
          ? node.items[Number(step)]
          : undefined;
  return node?.kind === 'scalar' ? node.written : '';
}
