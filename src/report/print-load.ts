import type { Load } from '../model/measurements.ts';
import type { Paint } from '../problem/print-problems.ts';
import { alignRows } from './align-rows.ts';
import { loadColumns, loadRows, loadSentences } from './load-words.ts';

/** The load table: a row for each number of connections, and one for the time at the saturation point. */
export function printLoad(load: Load, paint: Paint): readonly string[] {
  const rows = loadRows(load).map((step) => loadColumns.map(({ cell }) => cell(step)));
  const all = [loadColumns.map(({ title }) => title), ...rows];
  const [head = '', ...body] = alignRows(all, 0);
  return [paint('dim', head), ...body, ...loadSentences(load).map((words) => paint('dim', words)), ''];
}
