/** A listing by its folder, in a table. */
export function shortName(manifest: string): string {
  return manifest.replace(/\/marketplace\.yaml$/, '');
}

/** Among many counts, those that are something stand out. */
export function countOrDot(count: number): string {
  return count === 0 ? '·' : String(count);
}

/** Rows of cells as lines under each other: the first columns to the left, as words; the others to the right, as numbers. */
export function alignRows(rows: readonly (readonly string[])[], words: number): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) =>
    column < words ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd());
}
