import type { Json } from './file-plan.ts';
import type { Field } from './manifest.ts';
import { onePixel, silence } from './smallest-media.ts';

/** A value that obeys the rules of a field: its default, the first of its values, or one in its range. */
export function exampleFor({ type, min, max, values, default: preset }: Field): Json {
  if (preset !== undefined) return preset as Json;
  const [first] = values ?? [];
  if (first !== undefined) return first;
  if (type === 'number' || type === 'integer')
    return numberWithin(Number(min ?? -Infinity), Number(max ?? Infinity));
  if (type === 'date') return min ?? max ?? '2026-01-31';
  return plainExamples[type];
}

const plainExamples = {
  string: 'text',
  boolean: true,
  image: onePixel.png,
  audio: silence,
  array: [1, 2, 3],
  object: { key: 'value' },
} as const;

/** The middle of a range, as a whole number where there is one; otherwise the end that is there. */
function numberWithin(min: number, max: number): number {
  if (min === -Infinity && max === Infinity) return 1;
  if (min === -Infinity) return Math.min(1, max);
  if (max === Infinity) return Math.max(1, min);
  const middle = min + (max - min) / 2;
  const whole = Math.round(middle);
  if (whole >= min && whole <= max) return whole;
  const short = Number(middle.toPrecision(3));
  return short >= min && short <= max ? short : middle;
}
