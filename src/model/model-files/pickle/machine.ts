import { type Cursor, CutOff } from './cursor.ts';
import { isDict, isObject, type Pickled, type PickledDict, type PickledObject } from './pickled.ts';

const keptItems = 20_000;
const keptNames = 2000;

/** What the operations of a pickle work on. */
export class Machine {
  readonly cursor: Cursor;
  readonly names: Set<string>;
  readonly stack: Pickled[] = [];
  readonly memo = new Map<number, Pickled>();
  readonly #marks: number[] = [];

  constructor(cursor: Cursor, names: Set<string>) {
    this.cursor = cursor;
    this.names = names;
  }

  push(value: Pickled): void {
    this.stack.push(value);
  }

  pop(): Pickled {
    const value = this.stack.length > (this.#marks.at(-1) ?? 0) ? this.stack.pop() : undefined;
    if (value === undefined) throw new CutOff();
    return value;
  }

  /** The object that is being built. */
  top(): PickledObject | undefined {
    const value = this.stack.at(-1);
    return isObject(value) ? value : undefined;
  }

  last(): Pickled {
    const value = this.stack.at(-1);
    if (value === undefined) throw new CutOff();
    return value;
  }

  mark(): void {
    this.#marks.push(this.stack.length);
  }

  /** All since the last mark, which is gone then. */
  popMarked(): Pickled[] {
    const from = this.#marks.pop();
    if (from === undefined) throw new CutOff();
    return this.stack.splice(from);
  }

  pushName(name: string): void {
    if (this.names.size < keptNames) this.names.add(name);
    this.push({ kind: 'name', name });
  }

  pushObject(made: Pickled, args: Pickled): void {
    const name = typeof made === 'object' && made?.kind === 'name' ? made.name : '';
    const [real] = typeof args === 'object' && args?.kind === 'tuple' ? args.items : [];
    const isMaker = /^copy_?reg\.(?:_reconstructor|__newobj__)$/.test(name);
    const of = isMaker && typeof real === 'object' && real?.kind === 'name' ? real.name : name;
    const isDictOfPython = /^collections\.(?:OrderedDict|defaultdict)$/.test(of);
    this.push(isDictOfPython ? newDict([]) : { kind: 'object', of, args, items: [] });
  }

  /** What is there of the value where the pickle was cut off: the parts that lie ready go where they belong. */
  settled(): Pickled | undefined {
    for (let from = this.#marks.pop(); from !== undefined; from = this.#marks.pop()) {
      const parts = this.stack.splice(from);
      const below = this.stack.at(-1);
      if (isDict(below)) setItems(below, parts);
      else if (below !== undefined) append(below, parts);
    }
    const [root, state] = this.stack;
    if (isObject(root) && root.state === undefined && isDict(state)) root.state = state;
    return root;
  }
}

export function append(value: Pickled, items: readonly Pickled[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (value.kind === 'list' || value.kind === 'tuple') value.count += items.length;
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'object')
    for (const item of items) if (value.items.length < keptItems) value.items.push(item);
}

export function setItems(value: Pickled, items: readonly Pickled[]): void {
  if (!isDict(value)) return;
  for (let at = 0; at + 1 < items.length && value.entries.length < keptItems; at += 2)
    value.entries.push([items[at] ?? null, items[at + 1] ?? null]);
}

export function newDict(items: readonly Pickled[]): PickledDict {
  const dict: PickledDict = { kind: 'dict', entries: [] };
  setItems(dict, items);
  return dict;
}
