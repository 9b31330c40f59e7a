/** What each size has more than the one before it. */
export function stepsBetween(sizes: readonly number[]): readonly number[] {
  return sizes.slice(1).map((size, index) => size - (sizes[index] ?? size));
}
