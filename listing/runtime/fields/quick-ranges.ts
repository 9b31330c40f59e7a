import type { Field } from '../declared.ts';
import { isNumeric } from './convert-value.ts';
import { rangeOf } from './value-reader.ts';

/** The ranges of all fields in arrays, which a loop over many values reads quickest. */
export interface QuickRanges {
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly isWhole: Uint8Array;
}

/** The range of a field that is no number, or has other rules than a range, holds nothing. */
export function quickRanges(fields: readonly Field[]): QuickRanges {
  const ranges = fields.map((field) => {
    const isPlain = isNumeric(field) && field.values === undefined;
    return isPlain ? rangeOf(field) : { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  });
  return {
    least: Float64Array.from(ranges, ({ min }) => min),
    most: Float64Array.from(ranges, ({ max }) => max),
    isWhole: Uint8Array.from(fields, ({ type }) => Number(type === 'integer')),
  };
}

/** False also where a look at the rules one by one is needed. */
export function isInside({ least, most, isWhole }: QuickRanges, at: number, value: number): boolean {
  const isBetween = value >= (least[at] as number) && value <= (most[at] as number);
  return isBetween && (isWhole[at] === 0 || Math.floor(value) === value);
}
