/** The folder of a listing: its name in a table. */
export function shortName(manifest: string): string {
  return manifest.replace(/\/marketplace\.yaml$/, '');
}

/** A dot instead of 0, so that the other counts are easy to see. */
export function countOrDot(count: number): string {
  return count === 0 ? '·' : String(count);
}

/** Rows of cells as aligned lines: the first columns are words, to the left; the others are numbers, to the right. */
export function alignRows(rows: readonly (readonly string[])[], words: number): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => alignRow(row, widths, words));
}

export function alignRow(row: readonly string[], widths: readonly number[], words: number): string {
  const pad = (cell: string, column: number) =>
    column < words ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return row.map(pad).join('  ').trimEnd();
}
