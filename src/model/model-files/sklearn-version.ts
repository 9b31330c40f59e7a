const key = new TextEncoder().encode('_sklearn_version');

/** Enough for the key, what stands between, and the version: pieces of a file overlap by it. */
export const longestSklearnVersion = 96;

/**
 * The version of scikit-learn that wrote a pickle, from any piece of its bytes. Every estimator of scikit-learn keeps
 * it. Nothing is loaded: raw arrays lie between the opcodes of a joblib file, so this looks for the bytes of the name,
 * and takes the text after it.
 */
export function sklearnVersion(bytes: Uint8Array): string | undefined {
  for (let at = indexOf(bytes, 0); at >= 0; at = indexOf(bytes, at + key.length)) {
    const text = textAfter(bytes.subarray(at + key.length, at + longestSklearnVersion));
    if (text !== undefined && /^\d+(?:\.\w+)+$/.test(text)) return text;
  }
  return undefined;
}

/** The text that the next opcode pushes, after one that keeps the name. */
function textAfter(bytes: Uint8Array): string | undefined {
  const at = afterMemo(bytes);
  const length = bytes[at + 1] ?? 0;
  // SHORT_BINUNICODE with one byte of length; BINUNICODE with four, of which a version needs one.
  if (bytes[at] === 0x8c) return latin(bytes.subarray(at + 2, at + 2 + length));
  if (bytes[at] === 0x58 && latin(bytes.subarray(at + 2, at + 5)) === '\0\0\0')
    return latin(bytes.subarray(at + 5, at + 5 + length));
  return /^\n(?:p\d+\n)?V([^\n]*)\n/.exec(latin(bytes))?.[1];
}

/** MEMOIZE, BINPUT with one byte, or LONG_BINPUT with four. */
function afterMemo(bytes: Uint8Array): number {
  return { 148: 1, 113: 2, 114: 5 }[bytes[0] ?? 0] ?? 0;
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function indexOf(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(key[0] ?? 0, from); at >= 0; at = bytes.indexOf(key[0] ?? 0, at + 1))
    if (key.every((byte, place) => bytes[at + place] === byte)) return at;
  return -1;
}
