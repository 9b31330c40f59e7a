import { latin, utf8 } from '../pieces.ts';
import { append, type Machine, newDict, setItems } from './machine.ts';
import type { Pickled } from './pickled.ts';

type Operation = (machine: Machine) => void;

const keptText = 1 << 16;
const keptBytes = 1 << 14;

const numbers: readonly (readonly [string | number, Operation])[] = [
  ['N', (machine) => machine.push(null)],
  [0x88, (machine) => machine.push(true)],
  [0x89, (machine) => machine.push(false)],
  ['I', (machine) => machine.push(wholeOrBoolean(latin(machine.cursor.line())))],
  ['L', (machine) => machine.push(Number(latin(machine.cursor.line()).replace(/L$/, '')) || 0)],
  ['F', (machine) => machine.push(Number(latin(machine.cursor.line())) || 0)],
  ['K', (machine) => machine.push(machine.cursor.unsigned(1))],
  ['M', (machine) => machine.push(machine.cursor.unsigned(2))],
  ['J', (machine) => machine.push(machine.cursor.unsigned(4) | 0)],
  [0x8a, (machine) => machine.push(signed(machine.cursor.take(machine.cursor.byte())))],
  [0x8b, (machine) => machine.push(signed(machine.cursor.take(machine.cursor.unsigned(4))))],
  ['G', (machine) => machine.push(double(machine.cursor.take(8)))],
];

const texts: readonly (readonly [string | number, Operation])[] = [
  ['V', (machine) => machine.push(escaped(latin(machine.cursor.line())))],
  ['S', (machine) => machine.push(latin(machine.cursor.line()).replace(/^(['"])(.*)\1$/, '$2'))],
  ['U', (machine) => pushText(machine, 1)],
  ['T', (machine) => pushText(machine, 4)],
  ['X', (machine) => pushText(machine, 4)],
  [0x8c, (machine) => pushText(machine, 1)],
  [0x8d, (machine) => pushText(machine, 8)],
  ['C', (machine) => pushBytes(machine, 1)],
  ['B', (machine) => pushBytes(machine, 4)],
  [0x8e, (machine) => pushBytes(machine, 8)],
  [0x96, (machine) => pushBytes(machine, 8)],
  // A buffer that is not in the file.
  [0x97, (machine) => machine.push(null)],
  [0x98, () => {}],
];

const collections: readonly (readonly [string | number, Operation])[] = [
  ['(', (machine) => machine.mark()],
  ['1', (machine) => machine.popMarked()],
  ['0', (machine) => machine.pop()],
  ['2', (machine) => machine.push(machine.last())],
  [']', (machine) => machine.push({ kind: 'list', items: [], count: 0 })],
  [0x8f, (machine) => machine.push({ kind: 'list', items: [], count: 0 })],
  ['l', (machine) => pushItems(machine, 'list', machine.popMarked())],
  [0x91, (machine) => pushItems(machine, 'list', machine.popMarked())],
  ['a', (machine) => appendTo(machine, [machine.pop()])],
  ['e', (machine) => appendTo(machine, machine.popMarked())],
  [0x90, (machine) => appendTo(machine, machine.popMarked())],
  [')', (machine) => pushItems(machine, 'tuple', [])],
  ['t', (machine) => pushItems(machine, 'tuple', machine.popMarked())],
  [0x85, (machine) => pushItems(machine, 'tuple', popped(machine, 1))],
  [0x86, (machine) => pushItems(machine, 'tuple', popped(machine, 2))],
  [0x87, (machine) => pushItems(machine, 'tuple', popped(machine, 3))],
  ['}', (machine) => machine.push(newDict([]))],
  ['d', (machine) => machine.push(newDict(machine.popMarked()))],
  ['s', (machine) => setIn(machine, popped(machine, 2))],
  ['u', (machine) => setIn(machine, machine.popMarked())],
];

const memo: readonly (readonly [string | number, Operation])[] = [
  ['g', (machine) => recall(machine, Number(latin(machine.cursor.line())))],
  ['h', (machine) => recall(machine, machine.cursor.unsigned(1))],
  ['j', (machine) => recall(machine, machine.cursor.unsigned(4))],
  ['p', (machine) => machine.memo.set(Number(latin(machine.cursor.line())), machine.last())],
  ['q', (machine) => machine.memo.set(machine.cursor.unsigned(1), machine.last())],
  ['r', (machine) => machine.memo.set(machine.cursor.unsigned(4), machine.last())],
  [0x94, (machine) => machine.memo.set(machine.memo.size, machine.last())],
];

const objects: readonly (readonly [string | number, Operation])[] = [
  ['c', (machine) => machine.pushName(twoLines(machine))],
  [0x93, (machine) => machine.pushName(popped(machine, 2).map(String).join('.'))],
  ['R', (machine) => pushCall(machine, popped(machine, 2))],
  [0x81, (machine) => pushCall(machine, popped(machine, 2))],
  [0x92, (machine) => pushCall(machine, popped(machine, 3))],
  ['o', (machine) => pushInstance(machine, machine.popMarked())],
  ['i', (machine) => pushOfName(machine, twoLines(machine), machine.popMarked())],
  ['b', (machine) => setState(machine, machine.pop())],
  ['P', (machine) => machine.push(latin(machine.cursor.line()))],
  ['Q', (machine) => machine.pushObject({ kind: 'name', name: '' }, machine.pop())],
  [0x82, (machine) => skipAndPush(machine, 1)],
  [0x83, (machine) => skipAndPush(machine, 2)],
  [0x84, (machine) => skipAndPush(machine, 4)],
  [0x80, (machine) => machine.cursor.byte()],
  [0x95, (machine) => machine.cursor.take(8)],
];

/** The operations of all protocols by their byte, without the last one. */
export const operations: ReadonlyMap<number, Operation> = new Map(
  [numbers, texts, collections, memo, objects]
    .flat()
    .map(([code, operation]) => [typeof code === 'string' ? code.charCodeAt(0) : code, operation]),
);

function wholeOrBoolean(text: string): Pickled {
  return text === '01' ? true : text === '00' ? false : Number(text) || 0;
}

/** Of a number with more than 8 bytes, nothing is of use. */
function signed(bytes: Uint8Array): number {
  if (bytes.length === 0 || bytes.length > 8) return 0;
  const unsigned = bytes.reduceRight((number, byte) => number * 256 + byte, 0);
  return (bytes.at(-1) ?? 0) < 128 ? unsigned : unsigned - 256 ** bytes.length;
}

function double(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
}

/** The oldest protocol has a byte for each letter, and escapes for all that a byte cannot hold. */
function escaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g,
    (written, four?: string, eight?: string) => {
      const point = Number.parseInt(four ?? eight ?? '', 16);
      return point > 0x10ffff ? written : String.fromCodePoint(point);
    },
  );
}

function pushText(machine: Machine, width: number): void {
  machine.push(utf8(machine.cursor.takeStart(machine.cursor.unsigned(width), keptText)));
}

function pushBytes(machine: Machine, width: number): void {
  const length = machine.cursor.unsigned(width);
  const head = machine.cursor.takeStart(length, keptBytes);
  const tail = length > head.length ? machine.cursor.before(Math.min(length, keptBytes)) : head;
  machine.push({ kind: 'bytes', length, head, tail });
}

function pushItems(machine: Machine, kind: 'list' | 'tuple', items: readonly Pickled[]): void {
  const value: Pickled = { kind, items: [], count: 0 };
  append(value, items);
  machine.push(value);
}

function popped(machine: Machine, count: number): readonly Pickled[] {
  return Array.from({ length: count }, () => machine.pop()).reverse();
}

function appendTo(machine: Machine, items: readonly Pickled[]): void {
  append(machine.last(), items);
}

function setIn(machine: Machine, items: readonly Pickled[]): void {
  setItems(machine.last(), items);
}

function recall(machine: Machine, place: number): void {
  machine.push(machine.memo.get(place) ?? null);
}

function twoLines({ cursor }: Machine): string {
  return `${utf8(cursor.line())}.${utf8(cursor.line())}`;
}

function pushCall(machine: Machine, [made = null, args = null]: readonly Pickled[]): void {
  machine.pushObject(made, args);
}

function pushInstance(machine: Machine, [made = null, ...args]: readonly Pickled[]): void {
  machine.pushObject(made, { kind: 'tuple', items: args, count: args.length });
}

function pushOfName(machine: Machine, name: string, args: readonly Pickled[]): void {
  machine.pushName(name);
  pushInstance(machine, [machine.pop(), ...args]);
}

function setState(machine: Machine, state: Pickled): void {
  const object = machine.top();
  if (object) object.state = state;
}

function skipAndPush(machine: Machine, bytes: number): void {
  machine.cursor.take(bytes);
  machine.push(null);
}
