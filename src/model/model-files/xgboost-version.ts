/** The first and the last bytes of a file. */
export interface FileEnds {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

/** At each end; the version is in fewer. */
export const endBytes = 1024;

/** The version of XGBoost that saved a model as JSON or UBJSON. Its members are sorted, and the version is the last. */
export function xgboostVersion({ head, tail }: FileEnds): string | undefined {
  const begin = latin(head);
  if (/^\s*\{\s*"learner"/.test(begin)) return inJson(latin(tail));
  return begin.startsWith('{L\0\0\0\0\0\0\0\x07learner') ? versionInUbjson(tail) : undefined;
}

function inJson(text: string): string | undefined {
  const [, ...numbers] = /"version"\s*:\s*\[\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\]\s*\}\s*$/.exec(text) ?? [];
  return numbers.length > 0 ? numbers.join('.') : undefined;
}

/** `version`, then an array of three integers with their count before it. */
export function versionInUbjson(tail: Uint8Array): string | undefined {
  const start = 'version[#L\0\0\0\0\0\0\0\x03';
  const found = latin(tail).lastIndexOf(start);
  if (found < 0) return undefined;
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const numbers: number[] = [];
  for (let at = found + start.length; numbers.length < 3; ) {
    const width = widths[String.fromCharCode(tail[at] ?? 0)];
    if (width === undefined || at + 1 + width > tail.length) return undefined;
    numbers.push(width === 1 ? view.getUint8(at + 1) : view.getUint16(at + 1));
    at += 1 + width;
  }
  return numbers.join('.');
}

/** The types of small integers; their bytes have the highest first. */
const widths: Readonly<Record<string, number>> = { i: 1, U: 1, I: 2 };

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
