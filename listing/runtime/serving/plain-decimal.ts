/**
 * A number as people write it, `2`, `0.5`, `.5` or `2.`, with blanks around it. `Number` takes `0x1`, `1e3` and `Infinity`
 * too, and Python's `float` takes `1_0` and `nan`: with this, a listing in either language reads the same number.
 */
export function plainDecimal(text: string): number | undefined {
  const digits = /^[ \t\r\n]*([0-9]+\.?[0-9]*|\.[0-9]+)[ \t\r\n]*$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
