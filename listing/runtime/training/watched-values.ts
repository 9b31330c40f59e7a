import { inspect } from 'node:util';

/** What is known about the reads of some values. */
export interface Reads {
  /** The names of the values that nobody has read. */
  readonly unread: readonly string[];
  /** How that is known: the code ran with watched values, or its text was searched. */
  readonly by: 'watching' | 'text';
}

const reads = new WeakMap<object, () => Reads>();

/**
 * The same values, which from now on notice when they are read. Otherwise they behave as a plain object; a proxy could
 * not be sent to a worker thread. Printing them is no read.
 */
export function watchReads<Values extends object>(values: Values): Values {
  const held = new Map<string, unknown>(Object.entries(values));
  const unread = new Set(held.keys());
  const watched = Object.create(Object.prototype, {
    ...Object.fromEntries([...held.keys()].map((name) => [name, accessor(name, held, unread)])),
    [inspect.custom]: { value: () => Object.fromEntries(held) },
  });
  reads.set(watched, () => ({ unread: [...unread], by: 'watching' }));
  return watched;
}

function accessor(name: string, held: Map<string, unknown>, unread: Set<string>): PropertyDescriptor {
  return {
    enumerable: true,
    configurable: true,
    get: () => {
      unread.delete(name);
      return held.get(name);
    },
    set: (value: unknown) => void held.set(name, value),
  };
}

/** For code that has passed the values on as a whole, and knows better what became of them. */
export function setReads(values: object, known: Reads): void {
  reads.set(values, () => known);
}

/** Undefined for values that are not watched. */
export function readsOf(values: object): Reads | undefined {
  return reads.get(values)?.();
}
