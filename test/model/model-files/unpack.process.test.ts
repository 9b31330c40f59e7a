import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unpackBzip2 } from '../../../src/model/model-files/unpack/bzip2.ts';
import { unpackLzma, unpackXz } from '../../../src/model/model-files/unpack/xz.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Packs bytes of several kinds as Python does. */
const program = `import bz2, lzma, random, struct
random.seed(1)
kinds = {
    "text": b"the quick brown fox jumps over the lazy dog. " * 3000,
    "random": random.randbytes(300_000),
    "zeros": bytes(2_000_000),
    "short": b"a",
    "runs": b"".join(bytes([random.randrange(4)]) * random.randrange(1, 300) for _ in range(4000)),
    "numbers": b"".join(struct.pack("d", random.gauss(0, 1)) for _ in range(40_000)),
}
for name, content in kinds.items():
    packed = {
        "raw": content,
        **{f"{level}.bz2": bz2.compress(content, level) for level in (1, 9)},
        **{f"{level}.xz": lzma.compress(content, preset=level) for level in (0, 6)},
        **{f"{level}.lzma": lzma.compress(content, lzma.FORMAT_ALONE, preset=level) for level in (0, 6)},
    }
    for ending, bytes_ in packed.items():
        with open(f"{name}-{ending}", "wb") as file:
            file.write(bytes_)
`;

const unpackers: Readonly<Record<string, typeof unpackXz>> = {
  bz2: unpackBzip2,
  xz: unpackXz,
  lzma: unpackLzma,
};

test('what Python packs is unpacked to the same bytes, or to their begin where that is enough', () => {
  const folder = temporaryFolder();
  const { status, stderr } = spawnSync('python3', ['-c', program], { cwd: folder, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  const files = readdirSync(folder).filter((name) => !name.endsWith('raw'));
  expect(files).toHaveLength(36);
  for (const name of files) {
    const raw = readFileSync(join(folder, name.replace(/-\d\.\w+$/, '-raw')));
    const packed = readFileSync(join(folder, name));
    const unpack = unpackers[name.split('.')[1] ?? ''];
    for (const most of [4_000_000, 1000])
      expect(unpack && raw.subarray(0, most).equals(unpack(packed, most)), `${name}, ${most}`).toBe(true);
    // Of a file that is cut off, what was there before is right.
    const part = unpack?.(packed.subarray(0, packed.length >> 1), 4_000_000) ?? new Uint8Array();
    expect(raw.subarray(0, part.length).equals(part), `half of ${name}`).toBe(true);
  }
});
