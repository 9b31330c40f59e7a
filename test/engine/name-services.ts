import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { docker } from './engine.ts';

/** Old Debian and Ubuntu have `compat` for users; newer systems have other services. */
const nameServices =
  'passwd: visiting compat systemd\ngroup: visiting compat\nhosts: visiting files myhostname dns\n';

/**
 * Options for a container with name services whose modules a C library looks for. The base has one of these
 * modules.
 */
export function visitingModule(image: string, runtime: '/opt/node' | '/opt/python'): readonly string[] {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'nsswitch.conf'), nameServices, { mode: 0o644 });
  const container = docker(['create', image]);
  docker(['cp', `${container}:${runtime}/lib/native/libnss_compat.so.2`, join(folder, 'module')]);
  docker(['rm', container]);
  return ['nsswitch.conf:/etc/nsswitch.conf', 'module:/usr/lib/libnss_visiting.so.2'].flatMap((volume) => [
    '--volume',
    `${join(folder, volume)}:ro`,
  ]);
}
