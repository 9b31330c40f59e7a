import type { Pieces } from '../pieces.ts';
import { Cursor, CutOff } from './cursor.ts';
import { Machine } from './machine.ts';
import { arrayOf, bytesOf, holdsObjects, typeOf, valuesIn, writtenBehind } from './numpy-values.ts';
import { operations } from './operations.ts';
import type { Pickled, PickledObject } from './pickled.ts';

export interface ReadPickle {
  readonly value: Pickled | undefined;
  /** The names of all classes and functions in it, in order. */
  readonly names: readonly string[];
  readonly isWhole: boolean;
  /** How many bytes it has, where it is whole. */
  readonly length: number;
}

const mostBytes = 64 << 20;
const mostOperations = 1_000_000;
const deepest = 8;

/**
 * Follows a pickle of any protocol, and the arrays that joblib puts between, without importing or calling anything. Of a
 * file that is cut off or goes on for too long, the value is what was there until then. Undefined where it is no pickle.
 */
export function readPickle(pieces: Pieces): ReadPickle | undefined {
  const cursor = new Cursor(pieces, mostBytes);
  const names = new Set<string>();
  const budget = { operations: mostOperations };
  const machine = new Machine(cursor, names);
  const isWhole = run(machine, budget, 0);
  const value = isWhole ? machine.stack.at(-1) : machine.settled();
  if (value === undefined && names.size === 0) return undefined;
  return { value, names: [...names], isWhole: isWhole === true, length: cursor.at };
}

/** Whether it came to its end. Undefined where an operation is unknown or finds nothing to work on. */
function run(machine: Machine, budget: { operations: number }, depth: number): boolean | undefined {
  try {
    for (;;) {
      budget.operations -= 1;
      if (budget.operations < 0) return false;
      const code = machine.cursor.byte();
      if (code === stop) return machine.stack.length > 0 ? true : undefined;
      const operation = operations.get(code);
      if (!operation) return undefined;
      operation(machine);
      if (code === build) readBehind(machine, budget, depth);
    }
  } catch (error) {
    if (error instanceof CutOff) return false;
    throw error;
  }
}

const stop = 0x2e;
const build = 0x62;

/** The bytes of an array, or its objects as a pickle of their own. */
function readBehind(machine: Machine, budget: { operations: number }, depth: number): void {
  const object = machine.top();
  const written = object && writtenBehind(object);
  if (!object || !written) return;
  const { shape, dtype, isAligned } = written;
  const type = typeOf(dtype);
  if (holdsObjects(dtype)) {
    if (depth === deepest) throw new CutOff();
    const inner = new Machine(machine.cursor, machine.names);
    if (!run(inner, budget, depth + 1)) throw new CutOff();
    object.array = { type, shape, values: arrayOf(inner.stack.at(-1))?.values ?? [] };
    return;
  }
  skipArray(machine, object, { shape, type, isAligned });
}

const keptOfArrays = 1 << 12;

function skipArray(
  { cursor }: Machine,
  object: PickledObject,
  { shape, type, isAligned }: { shape: readonly number[]; type: string; isAligned: boolean },
): void {
  const width = bytesOf(type);
  if (width === undefined) throw new CutOff();
  if (isAligned) cursor.take(cursor.byte());
  const length = shape.reduce((product, size) => product * size, width);
  if (!Number.isSafeInteger(length) || length < 0) throw new CutOff();
  object.array = { type, shape, values: valuesIn(cursor.takeStart(length, keptOfArrays), type) };
}
