/** So many at once, and the next one as soon as one is done. The results are in the order of the items. */
export async function inParallel<Item, Result>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const waiting = items[Symbol.iterator]();
  const results: Result[] = [];
  let begun = 0;
  const takeTurns = async () => {
    for (let turn = waiting.next(); !turn.done; turn = waiting.next()) {
      const place = begun;
      begun += 1;
      results[place] = await work(turn.value);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  return results;
}

/** Tells each as soon as it and all before it are there. */
export function inOrder<Told>(tell: (told: Told) => void): (place: number, told: Told) => void {
  const early = new Map<number, Told>();
  let next = 0;
  return (place, told) => {
    early.set(place, told);
    for (let one = early.get(next); one !== undefined; one = early.get(next)) {
      tell(one);
      next += 1;
    }
  };
}
