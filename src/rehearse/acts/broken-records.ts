import type { Codec } from '../../model/catalogue.ts';
import { fieldBody } from '../../model/field-body.ts';
import { fieldMisfit } from '../../model/field-misfit.ts';
import type { Json } from '../../model/file-plan.ts';
import type { ResolvedField } from '../../model/resolved-listing.ts';

/** A body whose only record breaks one rule of one field. */
export interface BrokenRecord {
  readonly field: string;
  /** `age = 121`. */
  readonly words: string;
  readonly body: Uint8Array;
}

/** One body for each rule of each field that this type can break. */
export function brokenRecords(codec: Codec, fields: readonly ResolvedField[]): readonly BrokenRecord[] {
  if (codec === 'bytes') return [];
  const sound = fields.map(({ example }) => example);
  return fields.flatMap((field, index) =>
    wrongValues(field, codec).flatMap(({ value }) => {
      const body = fieldBody(codec, fields, sound.with(index, value as Json));
      const said = value === undefined ? 'nothing' : JSON.stringify(value);
      return body ? [{ field: field.name, words: `${field.name} = ${said}`, body }] : [];
    }),
  );
}

interface Wrong {
  readonly value: Json | undefined;
}

function wrongValues(field: ResolvedField, codec: Codec): readonly Wrong[] {
  const { type, required, min, max, values } = field;
  const missing: Wrong[] = required ? [{ value: undefined }] : [];
  const ofType = codec === 'npy' ? [] : otherTypes(field, codec).map((value) => ({ value }));
  const beyond = [beside(type, min, -1), beside(type, max, 1)].flatMap((value) => value ?? []);
  const others = values.length > 0 ? [otherValue(values)] : [];
  const misfits = [...beyond, ...others].filter((value) => fieldMisfit(field, value));
  return [...missing, ...ofType, ...misfits.map((value) => ({ value }))];
}

/** A cell of CSV and a text are never another type than text; what looks like a number may be one. */
function otherTypes({ type }: ResolvedField, codec: Codec): readonly Json[] {
  if (type === 'integer') return ['x', 1.5];
  if (type === 'date') return ['2026-02-30'];
  if (type !== 'string') return ['no such value'];
  return codec === 'csv' || codec === 'text' ? [] : [{ text: 'x' }];
}

function beside(type: string, limit: number | string | null, step: 1 | -1): Json | undefined {
  if (limit === null) return undefined;
  if (type === 'date') return step < 0 ? '0001-01-01' : '9999-12-31';
  const number = Number(limit);
  const far = type === 'integer' ? 1 : Math.max(1, Math.abs(number) / 100);
  return number + step * far;
}

function otherValue(values: readonly (number | string)[]): Json {
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length > 0 ? Math.max(...numbers) + 1 : `not ${values[0]}`;
}
