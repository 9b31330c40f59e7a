import type { Codec } from '../../model/catalogue.ts';
import { ok, type Result } from '../../model/result.ts';
import { differencesOf, type Tolerance, usualTolerance } from './compare-values.ts';
import { readContent } from './read-content.ts';

/** The first differences of two bodies of one type, or why one of them cannot be read. */
export function compareBodies(
  expected: Uint8Array,
  given: Uint8Array,
  codec: Codec,
  tolerance: Tolerance = usualTolerance,
): Result<readonly string[]> {
  const before = readContent(expected, codec);
  if (!before.ok) return before;
  const now = readContent(given, codec);
  return now.ok ? ok(differencesOf(before.value.value, now.value.value, tolerance)) : now;
}
