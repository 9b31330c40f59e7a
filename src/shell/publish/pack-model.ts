import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { padded, tarEnd, tarHeader } from '../../publish/tar-header.ts';

/** SHA-256 of the uncompressed archive, which depends only on the model's files. */
export async function sumOfModel(folder: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const piece of tarOf(folder)) sum.update(piece);
  return sum.digest('hex');
}

export async function packModel(folder: string, target: string): Promise<void> {
  await pipeline(Readable.from(tarOf(folder)), createGzip(), createWriteStream(target));
}

export async function hasFiles(folder: string): Promise<boolean> {
  return existsSync(folder) && entriesOf(folder, './').some(({ isFolder }) => !isFolder);
}

async function* tarOf(folder: string): AsyncGenerator<Uint8Array> {
  let written = 0;
  for (const entry of entriesOf(folder, './')) {
    const header = tarHeader(entry);
    yield header;
    written += header.length + padded(entry.size);
    if (entry.isFolder) continue;
    yield* createReadStream(join(folder, entry.name)) as AsyncIterable<Uint8Array>;
    yield new Uint8Array(padded(entry.size) - entry.size);
  }
  yield tarEnd(written);
}

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly mode: number;
  readonly isFolder: boolean;
}

/** Folders come before their content, names are sorted by bytes, and links are followed. */
function entriesOf(root: string, name: string): readonly Entry[] {
  const own = { name, size: 0, mode: 0o755, isFolder: true };
  const names = readdirSync(join(root, name)).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const inside = names.flatMap((child): readonly Entry[] => {
    const path = `${name}${child}`;
    const found = statSync(join(root, path));
    if (found.isDirectory()) return entriesOf(root, `${path}/`);
    return [{ name: path, size: found.size, mode: found.mode & 0o111 ? 0o755 : 0o644, isFolder: false }];
  });
  return [own, ...inside];
}
