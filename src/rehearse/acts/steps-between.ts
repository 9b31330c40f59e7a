/** The growth from each size to the next. */
export function stepsBetween(sizes: readonly number[]): readonly number[] {
  return sizes.slice(1).map((size, index) => size - (sizes[index] ?? size));
}
