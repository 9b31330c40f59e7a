import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { hasFiles, packModel, sumOfModel } from '../../../src/shell/publish/pack-model.ts';
import { missingTool } from '../../support/required-tool.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const missing = missingTool('tar');

test.skipIf(missing)(
  `a model is packed to the very bytes that the script’s tar makes of it${missing ?? ''}`,
  async () => {
    const folder = modelFolder();
    const target = join(temporaryFolder(), 'model.tar.gz');
    await packModel(folder, target);
    const ours = gunzipSync(readFileSync(target));
    expect(Buffer.compare(ours, tarOf(folder))).toBe(0);
    expect(await sumOfModel(folder)).toBe(createHash('sha256').update(ours).digest('hex'));
  },
);

test('who packed it, and when, makes no other archive', async () => {
  const folder = modelFolder();
  const before = await sumOfModel(folder);
  utimesSync(join(folder, 'a.txt'), 1, 1);
  chmodSync(join(folder, 'a.txt'), 0o600);
  expect(await sumOfModel(folder)).toBe(before);
  writeFileSync(join(folder, 'a.txt'), 'another');
  expect(await sumOfModel(folder)).not.toBe(before);
});

test('a folder without a file is no model', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'empty'));
  expect(await hasFiles(folder)).toBe(false);
  expect(await hasFiles(join(folder, 'absent'))).toBe(false);
});

/** Names in any order, long ones, other scripts, programs, links and files of special sizes. */
function modelFolder(): string {
  const folder = join(temporaryFolder(), 'model');
  const files = {
    'a.txt': 'a',
    'B.txt': '',
    'a-b/c.bin': 'x'.repeat(512),
    'a/z.bin': 'x'.repeat(513),
    'über/größe.txt': 'ß',
    [`long/${'n'.repeat(90)}/${'m'.repeat(120)}.bin`]: 'long',
    [`edge/${'e'.repeat(93)}`]: 'a name of a hundred bytes',
    [`edge/${'f'.repeat(92)}`]: 'one byte fewer',
    'big.bin': 'y'.repeat(100_000),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  chmodSync(join(folder, 'big.bin'), 0o755);
  symlinkSync('a.txt', join(folder, 'link.txt'));
  mkdirSync(join(folder, 'empty'));
  return folder;
}

/** The command of `scripts/upload.sh`. */
function tarOf(folder: string): Buffer {
  const words = [
    '--create --format=gnu --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX',
    '--dereference --hard-dereference',
  ].flatMap((line) => line.split(' '));
  const { stdout } = spawnSync('tar', [...words, '--directory', folder, '.'], { maxBuffer: 1e8 });
  return stdout;
}
