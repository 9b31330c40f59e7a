import type { Codec, ContentType } from './catalogue.ts';
import { findContentType } from './find-content-type.ts';

export function findCodec(written: string, known: readonly ContentType[]): Codec {
  return findContentType(written, known)?.codec ?? guessCodec(written.toLowerCase());
}

/** The codec of a content type that the catalogue does not know. */
export function guessCodec(type: string): 'json' | 'text' | 'bytes' {
  if (type.endsWith('+json')) return 'json';
  return type.startsWith('text/') ? 'text' : 'bytes';
}
