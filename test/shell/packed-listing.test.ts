import { expect, test } from 'vitest';
import { relPath } from '../../src/model/file-tree.ts';
import { listingPaths } from '../../src/shell/tree/listing-paths.ts';
import { listingPacker, listingUnpacker } from '../../src/shell/tree/packed-listing.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('each listing arrives as it was, and what they share is sent twice at most', () => {
  const [pack, unpack] = [listingPacker(), listingUnpacker()];
  const shared = [bytes('all have this'), bytes(''), bytes('and this')];
  const sizes = [1, 2, 3, 4].map((number) => {
    const own = bytes(`only ${number}`);
    const contents = number === 3 ? [own, ...shared.slice(1), own] : [own, ...shared];
    const files = contents.map((content, index) => ({
      to: relPath(`deep/${index}.txt`),
      mode: index === 0 ? (0o755 as const) : (0o644 as const),
      content,
    }));
    const packed = structuredClone(pack({ paths: listingPaths(`listing ${number}`), files }));
    expect(unpack(packed)).toEqual({ paths: listingPaths(`listing ${number}`), files });
    return packed.bytes.length;
  });
  const own = bytes('only 1').length;
  const all = own + shared.reduce((sum, { length }) => sum + length, 0);
  expect(sizes).toEqual([all, all, 2 * own, own]);
});
