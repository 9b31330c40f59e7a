/**
 * Numbered places, each used again when it is free; numbers start at 1. A `Map` would do but for the garbage collector:
 * under thousands of calls a second its outgrown tables keep each other, and the calls in them, alive.
 */
export class Slots<Item> {
  readonly #items: (Item | undefined)[] = [undefined];
  readonly #free: number[] = [];

  add(item: Item): number {
    const slot = this.#free.pop() ?? this.#items.length;
    this.#items[slot] = item;
    return slot;
  }

  get(slot: number): Item | undefined {
    return this.#items[slot];
  }

  remove(slot: number): void {
    this.#items[slot] = undefined;
    this.#free.push(slot);
  }

  /** The place of an item, or -1. */
  slotOf(item: Item): number {
    return this.#items.indexOf(item);
  }

  get size(): number {
    return this.#items.length - 1 - this.#free.length;
  }

  get all(): readonly Item[] {
    return this.#items.filter((item) => item !== undefined);
  }
}
