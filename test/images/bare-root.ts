import { chmodSync, copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const programs = ['sh', 'cat', 'env', 'find', 'id', 'ls', 'sleep', 'stat'];

/** A system with a shell and without any library to link against. */
export function makeBareRoot(root: string): void {
  const busybox = ['/bin/busybox', '/usr/bin/busybox'].find((path) => existsSync(path));
  if (!busybox) throw new Error('no busybox here; install the package busybox-static');
  for (const folder of ['bin', 'etc', 'tmp', 'root', 'proc', 'dev', 'sys'])
    mkdirSync(join(root, folder), { recursive: true });
  chmodSync(join(root, 'tmp'), 0o1777);
  copyFileSync(busybox, join(root, 'bin/busybox'));
  chmodSync(join(root, 'bin/busybox'), 0o755);
  for (const program of programs) symlinkSync('busybox', join(root, 'bin', program));
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\n');
}
