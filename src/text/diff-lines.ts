/** A run of lines that both texts share. Positions are zero-based. */
export interface CommonRun {
  readonly left: number;
  readonly right: number;
  readonly length: number;
}

/** With more differences the middle counts as rewritten: any result is correct then, and this one is cheap. */
const mostDifferences = 800;

/** The lines that two texts share, by the shortest edit from one to the other (Myers 1986). */
export function commonRuns(left: readonly string[], right: readonly string[]): CommonRun[] {
  const head = sharedStart(left, right);
  const tail = sharedEnd(left, right, head);
  const middle = runsOf(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
  return joined([
    { left: 0, right: 0, length: head },
    ...middle.map((run) => ({ left: run.left + head, right: run.right + head, length: run.length })),
    { left: left.length - tail, right: right.length - tail, length: tail },
  ]);
}

function sharedStart(left: readonly string[], right: readonly string[]): number {
  let length = 0;
  while (length < left.length && length < right.length && left[length] === right[length]) length += 1;
  return length;
}

function sharedEnd(left: readonly string[], right: readonly string[], head: number): number {
  const most = Math.min(left.length, right.length) - head;
  let length = 0;
  while (length < most && left[left.length - 1 - length] === right[right.length - 1 - length]) length += 1;
  return length;
}

/** Tries growing numbers of differences, and keeps the furthest points of each number to find the path back. */
function runsOf(left: readonly string[], right: readonly string[]): CommonRun[] {
  if (left.length === 0 || right.length === 0) return [];
  const most = Math.min(left.length + right.length, mostDifferences);
  const furthest = new Map<number, number>([[1, 0]]);
  const fronts: Map<number, number>[] = [];
  for (let differences = 0; differences <= most; differences += 1) {
    fronts.push(new Map(furthest));
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      let x = stepOnto(furthest, diagonal, differences);
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal]) x += 1;
      furthest.set(diagonal, x);
      if (x >= left.length && x - diagonal >= right.length) return wayBack(fronts, left.length, right.length);
    }
  }
  return [];
}

/** The start of a diagonal on the best path with one difference less: from above or from the left. */
function stepOnto(furthest: ReadonlyMap<number, number>, diagonal: number, differences: number): number {
  const below = furthest.get(diagonal - 1) ?? -1;
  const above = furthest.get(diagonal + 1) ?? -1;
  return diagonal === -differences || (diagonal !== differences && below < above) ? above : below + 1;
}

function wayBack(fronts: readonly Map<number, number>[], leftEnd: number, rightEnd: number): CommonRun[] {
  const runs: CommonRun[] = [];
  let [x, y] = [leftEnd, rightEnd];
  for (let differences = fronts.length - 1; differences >= 0; differences -= 1) {
    const furthest = fronts[differences] ?? new Map<number, number>();
    const diagonal = x - y;
    const start = differences === 0 ? 0 : stepOnto(furthest, diagonal, differences);
    if (x > start) runs.unshift({ left: start, right: start - diagonal, length: x - start });
    const isFromAbove =
      diagonal === -differences ||
      (diagonal !== differences && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1));
    [x, y] = isFromAbove ? [start, start - diagonal - 1] : [start - 1, start - diagonal];
  }
  return runs;
}

function joined(runs: readonly CommonRun[]): CommonRun[] {
  const result: CommonRun[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (run.length === 0) continue;
    if (last && last.left + last.length === run.left && last.right + last.length === run.right)
      result[result.length - 1] = { ...last, length: last.length + run.length };
    else result.push(run);
  }
  return result;
}
