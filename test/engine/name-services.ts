import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { docker } from './engine.ts';

/** Old Debian and Ubuntu name `compat` for users, newer systems have services of their own. */
const nameServices =
  'passwd: visiting compat systemd\ngroup: visiting compat\nhosts: visiting files myhostname dns\n';

/** Options that give a container a list of name services for which a C library looks for modules, one of which the base has. */
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
