import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { gpuHere } from '../../src/shell/rehearse/gpu-here.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const withCuda = resolveText(modelPackage({ framework: 'framework: { name: pytorch, accelerator: cuda }' }));

afterEach(() => void vi.unstubAllEnvs());

/** A PATH whose nvidia-smi ends so. */
function machineWhere(ending: string): void {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'nvidia-smi'), `#!/bin/sh\n${ending}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', folder);
}

test('a listing with CUDA gets the GPUs of this machine, in the words of each engine', () => {
  machineWhere('exit 0');
  const told = '; with the GPUs of this machine';
  expect(gpuHere(withCuda)).toEqual({ words: ['--gpus', 'all'], variables: {}, told });
  expect(gpuHere(withCuda, true).words).toEqual(['--device', 'nvidia.com/gpu=all']);
});

test('without a GPU it is tried on processors, and that is told', () => {
  machineWhere('exit 9');
  expect(gpuHere(withCuda)).toEqual({
    words: [],
    variables: { REQUIRE_GPU: 'false' },
    told: '; there is no GPU here, so what only a GPU shows is not seen',
  });
});

test('a listing without CUDA is not asked for any', () => {
  machineWhere('exit 0');
  expect(gpuHere(resolveText(modelPackage()))).toEqual({ words: [], variables: {}, told: '' });
});
