import type { Load } from '../model/measurements.ts';
import type { Paint } from '../problem/print-problems.ts';
import { loadColumns, loadRows, loadSentences } from './load-words.ts';

/** A row for each number of connections, and one for the time at the saturation point. */
export function printLoad(load: Load, paint: Paint): readonly string[] {
  const rows = loadRows(load).map((step) => loadColumns.map(({ cell }) => cell(step)));
  const all = [loadColumns.map(({ title }) => title), ...rows];
  const widths = loadColumns.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
  const [head = '', ...body] = lines;
  return [paint('dim', head), ...body, ...loadSentences(load).map((words) => paint('dim', words)), ''];
}
