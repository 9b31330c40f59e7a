import { BadBody } from '../records.ts';
import { isLineEnd, placeOf, withoutMark } from './body-text.ts';
import { isNumberList } from './number-list.ts';
import { cellsOf, scalarText } from './write-json.ts';

/**
 * Reads RFC 4180 with any line ending. Blank lines are not rows. Throws `BadBody` with line and column, also for
 * the first row above `mostRows`.
 */
export function parseCsv(body: string, mostRows = Number.POSITIVE_INFINITY): string[][] {
  const text = withoutMark(body);
  const rows: string[][] = [];
  const marks = { quote: finder(text, '"'), comma: finder(text, ','), lineEnd: lineEndFinder(text) };
  for (let start = pastLineEnds(text, 0); start < text.length; ) {
    if (rows.length === mostRows)
      throw new BadBody(`the body has more than ${mostRows} rows ${placeOf(text, start)}`);
    const lineEnd = marks.lineEnd(start);
    // `split` is several times faster than reading cell by cell, and most lines have no quotes.
    const isPlain = marks.quote(start) >= lineEnd;
    const row = isPlain ? text.slice(start, lineEnd).split(',') : [];
    const end = isPlain ? lineEnd : readQuotedRow(text, start, marks, row);
    rows.push(row);
    start = pastLineEnds(text, end);
  }
  return rows;
}

function pastLineEnds(text: string, start: number): number {
  let end = start;
  while (isLineEnd(text.charCodeAt(end))) end++;
  return end;
}

/** Returns the next position of a character, or the end of the text. `start` must never decrease between calls. */
type Finder = (start: number) => number;

interface Marks {
  readonly quote: Finder;
  readonly comma: Finder;
  readonly lineEnd: Finder;
}

function finder(text: string, character: string): Finder {
  let found = -1;
  return (start) => {
    if (found < start) found = text.indexOf(character, start);
    if (found === -1) found = text.length;
    return found;
  };
}

function lineEndFinder(text: string): Finder {
  const feed = finder(text, '\n');
  const carriageReturn = finder(text, '\r');
  return (start) => Math.min(feed(start), carriageReturn(start));
}

/** Adds the cells to `row` and returns the position where the row ends. */
function readQuotedRow(text: string, rowStart: number, marks: Marks, row: string[]): number {
  for (let start = rowStart; ; ) {
    const isQuoted = text[start] === '"';
    const end = isQuoted ? endOfQuotes(text, start) : Math.min(marks.comma(start), marks.lineEnd(start));
    if (!isQuoted && marks.quote(start) < end)
      throw new BadBody(`a quote stands inside an unquoted cell ${placeOf(text, marks.quote(start))}`);
    row.push(isQuoted ? text.slice(start + 1, end - 1).replaceAll('""', '"') : text.slice(start, end));
    if (text[end] !== ',') return end;
    start = end + 1;
  }
}

function endOfQuotes(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end === -1) throw new BadBody(`the quote ${placeOf(text, start)} is never closed`);
  const next = text[end + 1] ?? '\n';
  if (next !== ',' && next !== '\n' && next !== '\r')
    throw new BadBody(`text follows a closing quote ${placeOf(text, end + 1)}`);
  return end + 1;
}

/** Does not end with a newline. */
export function printCsv(predictions: readonly unknown[]): string {
  return predictions.map(csvLine).join('\n');
}

/** A row with only one empty cell is printed as `""`, because a blank line is not a row. */
function csvLine(prediction: unknown): string {
  const cells = cellsOf(prediction);
  // JSON.stringify prints finite numbers in the same way, and a row of them twice as fast.
  const isNumeric = isNumberList(cells) && cells.every(Number.isFinite);
  const line = isNumeric ? JSON.stringify(cells).slice(1, -1) : cells.map(csvCell).join(',');
  return line || '""';
}

function csvCell(value: unknown): string {
  const text = scalarText(value);
  return /[",\r\n\uFEFF]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
