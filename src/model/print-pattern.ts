/** The text around a number that makes a metric's regex find it. */
export interface PrintPattern {
  readonly before: string;
  readonly after: string;
}

/**
 * The text to print around a number so that a regex finds it. Works for plain text, one group and plain text, with or
 * without anchors; undefined for other regexes. The result is tested with numbers.
 */
export function printPattern(regex: string): PrintPattern | undefined {
  const [, before = '', after = ''] = /^\^?([^(]*)\((?!\?).*\)([^)]*?)\$?$/.exec(regex) ?? [];
  const pattern = { before: plainText(before), after: plainText(after) };
  if (pattern.before === undefined || pattern.after === undefined) return undefined;
  const found = { before: pattern.before, after: pattern.after };
  return ['0.5', '12'].every((number) => finds(regex, found, number)) ? found : undefined;
}

/** The text that a part of a regex matches, if it matches only one. */
function plainText(piece: string): string | undefined {
  const unescaped = piece.replace(/\\([^A-Za-z0-9])/g, '').replace(/[^\\^$.|?*+()[\]{}]/g, '');
  return unescaped === '' ? piece.replace(/\\([^A-Za-z0-9])/g, '$1') : undefined;
}

function finds(regex: string, { before, after }: PrintPattern, number: string): boolean {
  try {
    return new RegExp(regex).exec(`${before}${number}${after}`)?.[1] === number;
  } catch {
    return false;
  }
}
