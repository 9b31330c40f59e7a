import type { Type } from './calls.ts';

export interface Load {
  readonly type: Type;
  readonly records: number;
  readonly connections: number;
}

export interface Figures {
  readonly failure?: never;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly faults: number;
  /** CPU time of all processes of the server for one call. */
  readonly cpuMs: number;
}

/** One server under one load, or the reason why there are no figures. */
export type Cell = Figures | { readonly failure: string };

export interface Results {
  readonly name: string;
  readonly cells: Map<Load, Cell>;
  readonly starts: { readonly readyMs: number; readonly idleMB: number; readonly usedMB: number }[];
}

/** What a table shows of a cell. Of a listing's figure to that of the best other server, `compared` makes a ratio. */
interface Shown {
  readonly title: string;
  readonly text: (figures: Figures) => string;
  readonly compared: (figures: Figures) => number;
  readonly isBest: (...values: number[]) => number;
}

const shown: readonly Shown[] = [
  {
    title: 'calls a second',
    text: ({ perSecond, faults }) => count(perSecond) + (faults > 0 ? `, ${faults} faults` : ''),
    compared: ({ perSecond }) => perSecond,
    isBest: Math.max,
  },
  {
    title: 'p50 / p99 in ms',
    text: ({ p50, p99 }) => `${three(p50)} / ${three(p99)}`,
    compared: ({ p99 }) => p99,
    isBest: Math.min,
  },
  {
    title: 'CPU a call in ms, of all processes of the server',
    text: ({ cpuMs }) => three(cpuMs),
    compared: ({ cpuMs }) => cpuMs,
    isBest: Math.min,
  },
];

/** The first of the results is compared with the best of the others. */
export function printTables(results: readonly Results[], loads: readonly Load[]): void {
  for (const type of new Set(loads.map((load) => load.type)))
    for (const one of shown)
      printTable(
        type,
        one,
        results,
        loads.filter((load) => load.type === type),
      );
  console.log('\n| server | ready after ms | PSS then, MB | PSS after calls, MB |\n|---|---|---|---|');
  for (const { name, starts } of results) {
    const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];
    const ready = middle(starts.map(({ readyMs }) => Math.round(readyMs))) ?? 'not ready';
    const idle = middle(starts.map(({ idleMB }) => idleMB)) ?? '';
    const used = starts.length > 0 ? Math.max(...starts.map(({ usedMB }) => usedMB)) : '';
    printRow([name, ready, idle, used]);
  }
}

function printTable(type: Type, one: Shown, results: readonly Results[], loads: readonly Load[]): void {
  console.log(`\n${type}, ${one.title}, by records a call × connections\n`);
  printRow(['server', ...loads.map(({ records, connections }) => `${count(records)} × ${connections}`)]);
  printRow(['---', ...loads.map(() => '---')]);
  for (const { name, cells } of results) {
    const text = (cell: Cell | undefined) => (cell ? (cell.failure ?? one.text(cell as Figures)) : '');
    printRow([name, ...loads.map((load) => text(cells.get(load)))]);
  }
  const [first, ...others] = results;
  if (first && others.length > 0)
    printRow([`${first.name}, of the best other`, ...loads.map((load) => ratio(one, load, first, others))]);
}

function ratio({ compared, isBest }: Shown, load: Load, first: Results, others: readonly Results[]): string {
  const figureOf = ({ cells }: Results) => {
    const cell = cells.get(load);
    return cell && cell.failure === undefined ? [compared(cell)] : [];
  };
  const [ours] = figureOf(first);
  const theirs = others.flatMap(figureOf);
  return ours === undefined || theirs.length === 0 ? '' : (ours / isBest(...theirs)).toFixed(2);
}

function printRow(cells: readonly (string | number)[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

function count(value: number): string {
  return (value < 100 ? Number(three(value)) : Math.round(value)).toLocaleString('en');
}

/** Three digits, and no more than the unit. */
function three(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
