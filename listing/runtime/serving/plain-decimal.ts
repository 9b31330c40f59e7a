/**
 * Reads `2`, `0.5`, `.5` or `2.`, with optional blanks around it. `Number` also accepts `0x1`, `1e3` and
 * `Infinity`, and Python's `float` accepts `1_0` and `nan`. With this function, listings in both languages read the
 * same numbers.
 */
export function plainDecimal(text: string): number | undefined {
  const digits = /^[ \t\r\n]*([0-9]+\.?[0-9]*|\.[0-9]+)[ \t\r\n]*$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
