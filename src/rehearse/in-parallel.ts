/** Works on several items at once, and starts the next when one is done. The results have the order of the items. */
export async function inParallel<Item, Result>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const waiting = items[Symbol.iterator]();
  const results: Result[] = [];
  let begun = 0;
  const worker = async () => {
    for (let turn = waiting.next(); !turn.done; turn = waiting.next()) {
      const place = begun;
      begun += 1;
      results[place] = await work(turn.value);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

/** Reports each result as soon as it and all results before it exist. */
export function inOrder<Result>(report: (result: Result) => void): (place: number, result: Result) => void {
  const early = new Map<number, Result>();
  let next = 0;
  return (place, result) => {
    early.set(place, result);
    for (let one = early.get(next); one !== undefined; one = early.get(next)) {
      report(one);
      next += 1;
    }
  };
}
