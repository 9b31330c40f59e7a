import { oncePer } from './once.ts';

/** Encodes each text on first use. */
export function textsAsFiles(texts: ReadonlyMap<string, string>): (path: string) => Uint8Array | undefined {
  return oncePer((path) => {
    const text = texts.get(path);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  });
}
