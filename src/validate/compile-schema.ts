import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import type { ShapeProgram } from './schema-check.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The program that compares a value with the schema. */
export function compileSchema(schema: Schema): ShapeProgram {
  return new Ajv2020(options).compile(schema);
}

/** The same program as a module in CommonJS, which needs small parts of ajv and not ajv. */
export function printSchema(schema: Schema): string {
  const ajv = new Ajv2020({ ...options, code: { source: true } });
  return standalone.default(ajv, ajv.compile(schema));
}

/** `test/meta/schema.test.ts` checks our schema against the schema for schemas, in strict mode. */
const options = {
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  meta: false,
  validateSchema: false,
} as const;
