/**
 * What a pickle would make, as data: classes and functions are names, and calls are objects with their arguments. Nothing
 * of it is imported or called.
 */
export type Pickled =
  | null
  | boolean
  | number
  | string
  | PickledName
  | PickledObject
  | PickledItems
  | PickledDict
  | PickledBytes;

export interface PickledName {
  readonly kind: 'name';
  /** `sklearn.pipeline.Pipeline`. */
  readonly name: string;
}

export interface PickledObject {
  readonly kind: 'object';
  /** The class or function that makes it; empty where that is no name. */
  readonly of: string;
  readonly args: Pickled;
  state?: Pickled;
  /** The array that joblib writes behind its object. */
  array?: PickledArray;
  readonly items: Pickled[];
}

/** A list, tuple or set. */
export interface PickledItems {
  readonly kind: 'list' | 'tuple';
  /** The first of them. */
  readonly items: Pickled[];
  count: number;
}

export interface PickledDict {
  readonly kind: 'dict';
  /** The first of them. */
  readonly entries: [Pickled, Pickled][];
}

export interface PickledBytes {
  readonly kind: 'bytes';
  readonly length: number;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

/** An array of NumPy. */
export interface PickledArray {
  readonly shape: readonly number[];
  /** The type of its values, such as `f8`, `U10`, `O8`. */
  readonly type: string;
  /** Its first values; numbers and texts alone. */
  readonly values: readonly (number | string | boolean)[];
}

export function isObject(value: Pickled | undefined): value is PickledObject {
  return isKind(value, 'object');
}

export function isDict(value: Pickled | undefined): value is PickledDict {
  return isKind(value, 'dict');
}

export function isBytes(value: Pickled | undefined): value is PickledBytes {
  return isKind(value, 'bytes');
}

export function itemsOf(value: Pickled | undefined): readonly Pickled[] {
  return isKind(value, 'list') || isKind(value, 'tuple') ? (value as PickledItems).items : [];
}

function isKind(value: Pickled | undefined, kind: string): boolean {
  return typeof value === 'object' && value !== null && value.kind === kind;
}

/** A member of a dict, or an attribute of an object. */
export function memberOf(value: Pickled | undefined, name: string): Pickled | undefined {
  if (isDict(value)) return value.entries.findLast(([key]) => key === name)?.[1];
  if (!isObject(value)) return undefined;
  // An object with slots has two dicts.
  const [first, second] = itemsOf(value.state);
  return memberOf(isDict(value.state) ? value.state : isDict(first) ? first : second, name);
}
