import type { Codec } from '../model/catalogue.ts';
import type { ResolvedContentType } from '../model/resolved-listing.ts';

/** A small sample of a content type, for tests, the rehearsal and the product page; the seller replaces it. */
export function sampleFor({ type, codec, extension }: ResolvedContentType): {
  path: string;
  bytes: Uint8Array;
} {
  const name = type.replace(/[^a-z0-9]+/g, '-');
  return { path: `samples/${name}.${extension}`, bytes: pictures[type] ?? sampleOf(codec) };
}

function sampleOf(codec: Codec): Uint8Array {
  return codec === 'npy' ? npyRow([5.1, 3.5, 1.4, 0.2]) : new TextEncoder().encode(texts[codec]);
}

const texts: Readonly<Record<Exclude<Codec, 'npy'>, string>> = {
  csv: '5.1,3.5,1.4,0.2\n',
  json: '{"instances": [[5.1, 3.5, 1.4, 0.2]]}\n',
  jsonlines: '[5.1, 3.5, 1.4, 0.2]\n[6.2, 2.9, 4.3, 1.3]\n',
  text: 'hello world',
  bytes: 'hello world',
};

/** The smallest valid pictures: one white pixel. */
const pictures: Readonly<Record<string, Uint8Array>> = {
  'image/png': fromBase64(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==',
  ),
  'image/jpeg': fromBase64(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8Aa//Z',
  ),
};

/** One row of 64-bit floats in NumPy's file format, version 1.0: magic, header length, header, values. */
function npyRow(values: readonly number[]): Uint8Array {
  const preamble = 10;
  const description = `{'descr': '<f8', 'fortran_order': False, 'shape': (1, ${values.length}), }`;
  const headerLength = Math.ceil((preamble + description.length + 1) / 64) * 64 - preamble;
  const bytes = new Uint8Array(preamble + headerLength + values.length * 8);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, headerLength & 255, headerLength >> 8]);
  bytes.set(new TextEncoder().encode(`${description.padEnd(headerLength - 1)}\n`), preamble);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setFloat64(preamble + headerLength + index * 8, value, true);
  });
  return bytes;
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
