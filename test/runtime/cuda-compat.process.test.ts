import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/built.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const closed = (version: string) =>
  `NVRM version: NVIDIA UNIX x86_64 Kernel Module  ${version}  Sun May 12 19:39:15 UTC 2024\nGCC version:  gcc version 7.3.1 20180712 (Red Hat 7.3.1-17) (GCC)\n`;
const open = (version: string) =>
  `NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  ${version}  Release Build  (dvs-builder@U22-I3-AE18-23-3)  Sun Jul 27 07:10:25 UTC 2025\n`;

/** LD_LIBRARY_PATH with these libraries in the container and this driver on the machine; `compat` stands for their folder. */
function pathWith(library: string | undefined, versions: string | undefined, before = ''): string {
  const folder = temporaryFolder();
  if (library !== undefined) symlinkSync(library, join(folder, 'libcuda.so.1'));
  const file = join(folder, 'version');
  if (versions !== undefined) writeFileSync(file, versions);
  const script = join(root, 'listing/runtime/gpu/cuda-compat.sh');
  const { status, stdout, stderr } = spawnSync('/bin/sh', [script, folder, file], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LD_LIBRARY_PATH: before },
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.trimEnd().replace(folder, 'compat');
}

test.each([
  ['an older driver needs them', 'libcuda.so.560.35.05', closed('535.183.01'), 'compat'],
  [
    'a driver that is older in its second number needs them',
    'libcuda.so.535.183.01',
    closed('535.54.03'),
    'compat',
  ],
  ['the open driver says its version elsewhere', 'libcuda.so.590.44.01', open('580.65.06'), 'compat'],
  ['a newer driver must not get them', 'libcuda.so.560.35.05', open('580.65.06'), ''],
  ['nor must the same one', 'libcuda.so.535.183.01', closed('535.183.01'), ''],
  ['without a driver there is nothing to compare', 'libcuda.so.560.35.05', undefined, ''],
  ['many containers have none', undefined, closed('535.183.01'), ''],
])('compatibility libraries: %s', (_, library, versions, path) => {
  expect(pathWith(library, versions)).toBe(path);
});

test('what the container sets stays behind them', () => {
  const before = '/usr/local/lib:/opt/lib';
  expect(pathWith('libcuda.so.560.35.05', closed('535.183.01'), before)).toBe(`compat:${before}`);
  expect(pathWith(undefined, undefined, before)).toBe(before);
});
