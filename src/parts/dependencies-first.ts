/** In the order of the list, but each after those that it needs when it is loaded. */
export function dependenciesFirst(
  paths: readonly string[],
  neededBy: (path: string) => readonly string[],
): readonly string[] {
  const placed = new Set<string>();
  const open = new Set<string>();
  const place = (path: string) => {
    if (open.has(path)) throw new Error(`${path} needs itself: ${[...open].join(', ')}`);
    if (placed.has(path)) return;
    open.add(path);
    for (const needed of neededBy(path)) if (paths.includes(needed)) place(needed);
    open.delete(path);
    placed.add(path);
  };
  for (const path of paths) place(path);
  return [...placed];
}
