/** The text around a number that makes a metric's regex find it. */
export interface PrintPattern {
  readonly before: string;
  readonly after: string;
}

export function printPattern(regex: string): PrintPattern | undefined {
  const match = /^(.*)\(.*\)$/.exec(regex);
  return match ? { before: match[1] ?? '', after: '' } : undefined;
}
