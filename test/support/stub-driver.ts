import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './built.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const driverLibraries = ['libcuda.so.1', 'libnvidia-ml.so.1'];

/** What each of them prints to stderr. */
export const loadedWords = 'the stub driver is loaded';

/** A folder with a stand-in for each library of NVIDIA's driver, and with one of the base that nothing may load. */
export function stubDriver(folder = temporaryFolder()): string {
  for (const name of [...driverLibraries, 'libbase.so.1']) {
    const words = ['-shared', '-fPIC', `-Wl,-soname,${name}`, '-o', join(folder, name)];
    const { status, stderr } = spawnSync('cc', [...words, join(root, 'test/support/stub_driver.c')], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
  }
  return folder;
}
