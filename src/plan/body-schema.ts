import type { Json } from '../model/file-plan.ts';
import type { ResolvedContentType, ResolvedField } from '../model/resolved-listing.ts';
import { fieldSchema } from './field-schema.ts';

type Schema = { readonly [key: string]: Json };

/** What the records of a body are called, and where their fields are. */
export interface BodyOf {
  /** `Record` or `Prediction`, a schema of the document. */
  readonly name: 'Record' | 'Prediction';
  /** The member of a JSON object that holds the list. */
  readonly member: 'instances' | 'predictions';
  /** Empty where anything is allowed. */
  readonly fields: readonly ResolvedField[];
}

/** The schema of a body. OpenAPI has words for JSON alone: of other formats it is a description. */
export function bodySchema({ type, codec }: ResolvedContentType, body: BodyOf): Schema {
  const { name, member, fields } = body;
  if (codec === 'json') return jsonSchema(body);
  const each = `#/components/schemas/${name}`;
  const columns = fields.map((field) => field.name).join(', ');
  if (codec === 'jsonlines')
    return { type: 'string', description: `Each line is JSON: ${each}, or a list of its values.` };
  if (codec === 'csv') return { type: 'string', description: csvWords(columns, member === 'instances') };
  if (codec === 'npy')
    return {
      contentMediaType: type,
      description: `A NumPy file with a row for each ${name.toLowerCase()}.${columns && ` Columns: ${columns}.`}`,
    };
  const [first] = fields;
  if (codec === 'bytes')
    return { contentMediaType: type, ...(first && { description: `The field ${first.name}.` }) };
  return { type: 'string', ...(first && { description: `The field ${first.name}.` }) };
}

function jsonSchema({ name, member, fields }: BodyOf): Schema {
  const one: Schema = { $ref: `#/components/schemas/${name}` };
  const [first, second] = fields;
  const alone = first && !second ? [fieldSchema(first)] : [];
  const row: Schema[] = fields.length > 0 ? [{ $ref: `#/components/schemas/${name}Row` }] : [];
  const each: Schema = fields.length > 0 ? { anyOf: [one, ...row, ...alone] } : one;
  const list: Schema = { type: 'array', items: each };
  return {
    anyOf: [{ type: 'object', properties: { [member]: list }, required: [member] }, list, each],
  };
}

function csvWords(columns: string, isRequest: boolean): string {
  const order = columns === '' ? '' : ` Columns, in this order: ${columns}.`;
  const header = isRequest
    ? ' There is no header, unless the content type is text/csv; header=present: then the columns may have any order.'
    : ' There is no header.';
  return `CSV, a row for each ${isRequest ? 'record' : 'prediction'}.${order}${header}`;
}
