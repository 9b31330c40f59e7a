import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { parseCsv } from './codecs.ts';
import type { Channel } from './training/rules.ts';

/** SageMaker's CSV for training: no header row, and the first column is the target. */
export interface Table {
  readonly targets: readonly number[];
  readonly rows: readonly (readonly number[])[];
}

/** Scaling with these values gives every column a mean of 0 and a standard deviation of 1. */
export interface Scale {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/**
 * The training rows come from the channel `train`, or from the first channel. The validation rows come from the
 * channel `validation`. Without this channel, every tenth row is used for validation and not for training.
 */
export async function readTables(
  channels: Readonly<Record<string, Channel | undefined>>,
): Promise<{ readonly train: Table; readonly validation: Table }> {
  const present = Object.values(channels).flatMap((channel) => channel ?? []);
  const [first] = present;
  const channel = channels['train'] ?? first;
  if (!channel) throw new Error('there is no channel to learn from');
  const all = await readTable(channel);
  const apart = channels['validation'];
  if (apart && apart !== channel)
    return { train: all, validation: await readTable(apart, all.rows[0]?.length) };
  if (all.rows.length < 10) return { train: all, validation: all };
  const isHeldBack = (_: unknown, index: number) => index % 10 === 0;
  return { train: filtered(all, (_, index) => !isHeldBack(_, index)), validation: filtered(all, isHeldBack) };
}

/** All rows of a channel's files, shuffled because files may be sorted. The order is the same in every run. */
export async function readTable(channel: Channel, width?: number): Promise<Table> {
  const lines: number[][] = [];
  for await (const { name, text } of textsOf(channel)) {
    for (const [index, cells] of parseCsv(text).entries()) {
      const place = `channel \`${channel.name}\`, ${name}, row ${index + 1}`;
      const expected = width === undefined ? lines[0]?.length : width + 1;
      if (cells.length < 2) throw new Error(`${place} needs a target and at least one more column`);
      if (cells.length !== (expected ?? cells.length))
        throw new Error(`${place} has ${cells.length} columns, and the rows before have ${expected}`);
      lines.push(cells.map((cell, column) => numberIn(cell, `${place}, column ${column + 1}`)));
    }
  }
  if (lines.length === 0) throw new Error(`channel \`${channel.name}\` has no rows in ${channel.dir}`);
  const mixed = shuffled(lines);
  return { targets: mixed.map(([target = 0]) => target), rows: mixed.map(([, ...row]) => row) };
}

/** All files except those whose names begin with `.` or `_`, such as `_SUCCESS`. A Pipe gives one pass. */
async function* textsOf(channel: Channel): AsyncGenerator<{ readonly name: string; readonly text: string }> {
  if (channel.inputMode === 'Pipe') {
    const chunks: Buffer[] = [];
    for await (const chunk of channel.read()) chunks.push(chunk);
    yield { name: 'the stream', text: Buffer.concat(chunks).toString() };
    return;
  }
  for (const file of await channel.files())
    if (!/^[._]/.test(basename(file)))
      yield { name: relative(channel.dir, file), text: await readFile(file, 'utf8') };
}

function numberIn(cell: string, place: string): number {
  const number = Number(cell);
  if (cell.trim() !== '' && Number.isFinite(number)) return number;
  throw new Error(`${place}: ${JSON.stringify(cell)} is not a number; the file must have no header row`);
}

/** A Fisher-Yates shuffle with a fixed generator, so that the order is the same in every run. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  const mixed = [...items];
  let state = 1;
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const at = Math.floor((state / 2 ** 32) * (last + 1));
    [mixed[last], mixed[at]] = [mixed[at] as Item, mixed[last] as Item];
  }
  return mixed;
}

function filtered({ targets, rows }: Table, keeps: (item: unknown, index: number) => boolean): Table {
  return { targets: targets.filter(keeps), rows: rows.filter(keeps) };
}

/** A constant column gets the deviation 1, which avoids a division by zero. */
export function scaleOf(rows: readonly (readonly number[])[]): Scale {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? 0));
  const means = columns.map((column) => mean(column));
  const deviations = columns.map((column, index) => {
    const middle = means[index] ?? 0;
    return Math.sqrt(mean(column.map((value) => (value - middle) ** 2))) || 1;
  });
  return { means, deviations };
}

export function scaled(row: readonly number[], { means, deviations }: Scale): number[] {
  return row.map((value, column) => (value - (means[column] ?? 0)) / (deviations[column] ?? 1));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
