import type { ErrorObject } from 'ajv/dist/2020.js';
import type { ManifestPath } from '../model/problem.ts';
import { isRecord } from '../text/is-record.ts';
import { type MemberFacts, memberFacts } from './member-facts.ts';

/** Checks a value and returns all its faults; an empty list means that it is valid. */
export type SchemaCheck = (value: unknown) => readonly SchemaFault[];

/** An error of ajv, reduced to what the explanations use. */
export interface SchemaFault {
  readonly keyword: string;
  /** The keys and list positions from the root to the faulty value. */
  readonly path: readonly (string | number)[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  /** The schema that has the keyword, with its description and limits. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** What the whole schema says about any path. */
  readonly facts: (path: ManifestPath) => MemberFacts;
}

/** Whether a value has the shape of the schema. As ajv makes them, it leaves its errors on itself. */
export interface ShapeProgram {
  (value: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
}

/** The schema is asked for where a value has faults. */
export function schemaCheck(
  schema: () => Readonly<Record<string, unknown>>,
  hasShape: ShapeProgram,
): SchemaCheck {
  const facts = (path: ManifestPath) => memberFacts(schema(), path);
  return (value) => {
    if (hasShape(value)) return [];
    return (hasShape.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if')
      .map((error) => ({ ...asFault(error, value), facts }));
  };
}

function asFault(error: ErrorObject, root: unknown): Omit<SchemaFault, 'facts'> {
  const parent: unknown = error.parentSchema;
  return {
    keyword: error.keyword,
    path: pathOf(error.instancePath, root),
    params: error.params,
    value: error.data,
    schema: isRecord(parent) ? parent : {},
  };
}

/** The steps of a JSON pointer. Only a step into a list becomes a number: a key of a map can also be named "0". */
function pathOf(pointer: string, root: unknown): (string | number)[] {
  let value = root;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(value) ? Number(key) : key;
      value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined;
      return step;
    });
}
