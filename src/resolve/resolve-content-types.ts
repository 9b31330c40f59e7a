import type { Catalogue, ContentType } from '../model/catalogue.ts';
import { guessCodec } from '../model/find-codec.ts';
import { findContentType } from '../model/find-content-type.ts';
import type { ManifestPath } from '../model/problem.ts';
import type { ResolvedContentType } from '../model/resolved-listing.ts';
import { type Choice, derived, each, given } from './choice.ts';

/** Each declared type with its codec; a type that the catalogue does not know is passed on as bytes. */
export function resolveContentTypes(
  path: ManifestPath,
  types: readonly string[],
  catalogue: Catalogue,
): Choice<readonly ResolvedContentType[]> {
  return each(
    types.map((type, index) =>
      resolveContentType([...path, index], type.toLowerCase(), catalogue.contentTypes),
    ),
  );
}

/** The stream that answers a body is one answer to all of it. */
export function wholeBodies(catalogue: Catalogue): Catalogue {
  const contentTypes = catalogue.contentTypes.map(
    (type): ContentType => ({ ...type, split: 'None', assemble: 'None' }),
  );
  return { ...catalogue, contentTypes };
}

function resolveContentType(
  path: ManifestPath,
  type: string,
  known: readonly ContentType[],
): Choice<ResolvedContentType> {
  const found = findContentType(type, known);
  if (found) return given({ ...pick(found), type });
  const codec = guessCodec(type);
  const extension = codec === 'bytes' ? 'bin' : codec === 'text' ? 'txt' : 'json';
  const value: ResolvedContentType = { type, codec, split: 'None', assemble: 'None', extension };
  return { ...derived([...path, 'codec'], codec, reasons[codec]), value };
}

const reasons = {
  json: 'a +json type is JSON',
  text: 'a text/ type is text',
  bytes: 'the catalogue does not know the type, so the handler gets its bytes',
} as const;

function pick({ codec, split, assemble, extension }: ContentType): Omit<ResolvedContentType, 'type'> {
  return { codec, split, assemble, extension };
}
