import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { isRecord } from '../text/is-record.ts';

/** Checks a value and returns everything that is wrong with it; an empty list means that it fits. */
export type SchemaCheck = (value: unknown) => readonly SchemaFault[];

/** What ajv says of a fault, cut down to what the explanations read. */
export interface SchemaFault {
  readonly keyword: string;
  /** Where the faulty value is: the keys and positions that lead to it. */
  readonly path: readonly (string | number)[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  /** The schema around the keyword, with its description and bounds. */
  readonly schema: Readonly<Record<string, unknown>>;
}

export function compileSchema(schema: object): SchemaCheck {
  const ajv = new Ajv2020(options);
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return [];
    return (validate.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if')
      .map((error) => asFault(error, value));
  };
}

/**
 * `test/meta/schema.test.ts` holds our schema against the one for schemas, in strict mode. Doing it at every start would
 * take longer than all the rest, and so would the optimising of code that runs once.
 */
const options = {
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  meta: false,
  validateSchema: false,
  code: { optimize: false },
} as const;

function asFault(error: ErrorObject, root: unknown): SchemaFault {
  const parent: unknown = error.parentSchema;
  return {
    keyword: error.keyword,
    path: pathOf(error.instancePath, root),
    params: error.params,
    value: error.data,
    schema: isRecord(parent) ? parent : {},
  };
}

/** A JSON pointer as steps; a step into a list is a number, so that a key named "0" stays a key. */
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
