/**
 * Numbered slots that are reused when free; numbers start at 1. A `Map` would work too, but with thousands of calls
 * per second, its old internal tables reference each other, so they and their calls are not garbage collected.
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

  /** The number of an item, or -1. */
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
