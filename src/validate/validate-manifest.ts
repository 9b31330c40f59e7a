import type { Catalogue } from '../model/catalogue.ts';
import type { Accepted, Manifest } from '../model/manifest.ts';
import type { ManifestTree } from '../model/manifest-tree.ts';
import { type PlainValue, plainValue } from '../model/plain-value.ts';
import type { Problem } from '../model/problem.ts';
import { attemptedMembers } from './attempted-members.ts';
import type { SchemaCheck, SchemaFault } from './compile-schema.ts';
import { explainSchemaFaults } from './explain-schema-faults.ts';
import { allRules } from './rules/all-rules.ts';
import { problemsOf, type RuleContext } from './rules/rule.ts';

export interface Validated {
  /** Present when no problem is an error. */
  readonly manifest?: Manifest;
  readonly problems: readonly Problem[];
}

/**
 * Checks a manifest against the schema and then against every rule, all in one go: what the schema refuses is taken
 * out, so that rules see only members of the right shape. Never throws; decides nothing, it only finds.
 */
export function validateManifest(tree: ManifestTree, check: SchemaCheck, catalogue: Catalogue): Validated {
  const value = plainValue(tree.root);
  const faults = check(value);
  const context: RuleContext = {
    manifest: withoutFaults(value, faults) as Accepted<Manifest>,
    catalogue,
    attempted: attemptedMembers(faults),
    ownKeys: ownKeys(tree),
  };
  const problems = [
    ...explainSchemaFaults(tree.root, faults),
    ...allRules.flatMap((rule) => problemsOf(rule, context)),
  ];
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  // The schema has just said that this holds.
  return { manifest: value as unknown as Manifest, problems };
}

function ownKeys(tree: ManifestTree): ReadonlySet<string> {
  const own = [...tree.root.entries].filter(([, entry]) => entry.key.source.file === tree.entry.file);
  return new Set(own.map(([key]) => key));
}

/** A copy without the faulty values. A list keeps its length, so that the paths of its other items stay true. */
function withoutFaults(value: PlainValue, faults: readonly SchemaFault[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const fault of faults) {
    if (fault.keyword === 'required') continue;
    const extra = fault.params['additionalProperty'];
    removeAt(copy, typeof extra === 'string' ? [...fault.path, extra] : fault.path);
  }
  return copy;
}

function removeAt(root: unknown, path: readonly (string | number)[]): void {
  const parent = path.slice(0, -1).reduce<unknown>((value, step) => childOf(value, step), root);
  const last = path.at(-1);
  if (typeof parent !== 'object' || parent === null || last === undefined) return;
  if (Array.isArray(parent)) parent[Number(last)] = undefined;
  else Reflect.deleteProperty(parent, last);
}

function childOf(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}
