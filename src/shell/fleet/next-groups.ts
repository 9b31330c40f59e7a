/** The groups that no thread has taken yet, one after the other. All threads count in the same memory. */
export function* nextGroups<T>(groups: readonly T[], taken: Int32Array<SharedArrayBuffer>): Generator<T> {
  for (;;) {
    const group = groups[Atomics.add(taken, 0, 1)];
    if (group === undefined) return;
    yield group;
  }
}
