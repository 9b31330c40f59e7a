import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run-engine.ts';

/**
 * The parts of a Deep Learning Container that can conflict with other programs: its own server, PATH,
 * libraries and labels.
 */
export const containerChanges: readonly string[] = [
  'ENTRYPOINT ["/usr/local/bin/own-server"]',
  'CMD ["own-server-is-started"]',
  'LABEL com.amazonaws.sagemaker.capabilities.multi-models=true',
  'WORKDIR /workspace',
  'ENV PATH=/opt/conda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'ENV LD_LIBRARY_PATH=/opt/conda/lib:',
  'ENV PYTHONDONTWRITEBYTECODE=1',
  'ENV FROM_CONTAINER=kept',
];

/** Debian's Python with NumPy, found only through the image's own PATH. */
export function addContainer(root: string): void {
  inRoot(root, ['apt-get', 'update', '-qq']);
  const packages = ['python3', 'python3-numpy', 'python3-pip'];
  inRoot(root, ['apt-get', 'install', '-qq', '--no-install-recommends', ...packages]);
  mkdirSync(join(root, 'opt/conda/bin'), { recursive: true });
  rmSync(join(root, 'usr/bin/python3'));
  symlinkSync('/usr/bin/python3.11', join(root, 'opt/conda/bin/python3'));
  const server = join(root, 'usr/local/bin/own-server');
  writeFileSync(server, '#!/bin/sh\necho "the container’s own server"\nexit 3\n');
  chmodSync(server, 0o755);
  // Node loads a library of this name, but this Python and the wheels do not. A program that finds this file
  // fails.
  mkdirSync(join(root, 'opt/conda/lib'), { recursive: true });
  writeFileSync(join(root, 'opt/conda/lib/libdl.so.2'), 'no library\n');
  rmSync(join(root, 'var/lib/apt/lists'), { recursive: true });
  mkdirSync(join(root, 'var/lib/apt/lists/partial'), { recursive: true });
}

function inRoot(root: string, words: readonly string[]): void {
  const env = { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive' };
  run('chroot', [root, ...words], { env, maxBuffer: 64 * 1024 * 1024 });
}
