import type { Shape } from '../codecs.ts';
import { isMembers } from '../fields/record-rows.ts';
import type { AnyRecord, Json } from '../records.ts';
import type { ModelColumns } from './model-columns.ts';

/** What pandas writes with `orient="split"`: `{"columns": ["a"], "data": [[1], [2]]}`. It may have an `index`. */
export function splitFrame(
  [record, ...others]: readonly AnyRecord[],
  shape: Shape,
  model: ModelColumns | null,
): { readonly names: readonly string[]; readonly rows: readonly Json[] } | undefined {
  if (shape !== 'one' || record === undefined || others.length > 0 || !isMembers(record)) return undefined;
  const { columns, data } = record;
  if (!Array.isArray(columns) || !Array.isArray(data) || model?.names?.includes('data')) return undefined;
  if (!columns.every((name) => typeof name === 'string') || !data.every(Array.isArray)) return undefined;
  return { names: columns, rows: data };
}
