import { isDecimal } from '../fields/convert-value.ts';
import { BadBody, type Json } from '../records.ts';
import type { ColumnKind } from './model-columns.ts';
import type { Column } from './named-table.ts';

/** A cell of CSV is a text that may stand for anything. A value of JSON has its own type. */
export type CellSource = 'cell' | 'json';

/** Types a column as `pandas.read_csv` does, but numbers are always 64-bit floats. */
export function readColumn(
  cells: readonly Json[],
  kind: ColumnKind,
  source: CellSource,
  name: string | number,
): Column {
  if (kind === 'number') return { kind, cells: allNumbers(cells, name) };
  if (kind === 'text' || kind === 'label') {
    const texts = cells.map((cell) => textIn(cell, source));
    const lacking = kind === 'label' ? texts.indexOf(null) : -1;
    if (lacking >= 0)
      throw new BadBody(`record ${lacking + 1}, column ${JSON.stringify(name)}: it is missing`);
    return { kind: 'text', cells: texts };
  }
  return source === 'cell' ? columnOfTexts(cells) : columnOfValues(cells);
}

function allNumbers(cells: readonly Json[], name: string | number): Float64Array {
  const numbers = new Float64Array(cells.length);
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as Json;
    const number = typeof cell === 'number' ? cell : numberIn(cell);
    if (number === undefined)
      throw new BadBody(`record ${at + 1}, column ${JSON.stringify(name)}: ${shown(cell)} is not a number`);
    numbers[at] = number;
  }
  return numbers;
}

const longest = 60;

function shown(cell: Json): string {
  const text = JSON.stringify(cell);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function numberIn(cell: Json): number | undefined {
  if (cell === null) return Number.NaN;
  if (typeof cell === 'boolean') return Number(cell);
  if (typeof cell !== 'string') return undefined;
  const truth = truths.get(cell);
  return truth === undefined ? numberInText(cell) : Number(truth);
}

/** Undefined if the text is no number. A missing one is NaN. */
function numberInText(text: string): number | undefined {
  const number = Number(text);
  if (Number.isFinite(number) && isDecimal(text)) return number;
  const word = text.trim();
  if (isMissing(word)) return Number.NaN;
  const [, sign] = /^([-+]?)inf(?:inity)?$/i.exec(word) ?? [];
  return sign === undefined ? undefined : Number(`${sign}Infinity`);
}

/** The words that `pandas.read_csv` reads as a missing value. */
const missingWords = new Set(
  '|#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|None|n/a|nan|null'.split(
    '|',
  ),
);

function isMissing(word: string): boolean {
  return missingWords.has(word);
}

const truths: ReadonlyMap<Json, boolean> = new Map<Json, boolean>([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
]);

function columnOfTexts(cells: readonly Json[]): Column {
  const numbers = new Float64Array(cells.length);
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as Json;
    const number = typeof cell === 'string' ? numberInText(cell) : undefined;
    if (number === undefined) return columnOfWords(cells);
    numbers[at] = number;
  }
  return { kind: 'number', cells: numbers };
}

function columnOfWords(cells: readonly Json[]): Column {
  const words = cells.map((cell) => (typeof cell === 'string' && isMissing(cell.trim()) ? null : cell));
  return truthColumn(words) ?? columnOfValues(words);
}

function truthColumn(cells: readonly Json[]): Column | undefined {
  if (!cells.every((cell) => cell === null || truths.has(cell))) return undefined;
  const values = cells.map((cell) => truths.get(cell) ?? null);
  return { kind: values.includes(null) ? 'values' : 'boolean', cells: values };
}

function columnOfValues(cells: readonly Json[]): Column {
  const numbers = new Float64Array(cells.length);
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at];
    if (typeof cell !== 'number' && cell !== null) return { kind: kindOfOthers(cells), cells };
    numbers[at] = cell ?? Number.NaN;
  }
  return { kind: 'number', cells: numbers };
}

function kindOfOthers(cells: readonly Json[]): 'text' | 'boolean' | 'values' {
  if (cells.every((cell) => cell === null || typeof cell === 'string')) return 'text';
  return cells.every((cell) => typeof cell === 'boolean') ? 'boolean' : 'values';
}

/** The text of another value is what Python would print. */
function textIn(cell: Json, source: CellSource): string | null {
  if (typeof cell === 'string') return source === 'cell' && isMissing(cell.trim()) ? null : cell;
  if (cell === null) return null;
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  return typeof cell === 'number' ? String(cell) : JSON.stringify(cell);
}
