import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import type { ChangedPath } from '../traces.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

/** The folders that SageMaker provides, and files of the system and of interpreters. */
const allowed =
  /^\/(?:tmp|opt\/ml|dev|proc|sys)(?:\/|$)|^\/run\/\.containerenv$|^\/etc\/mtab$|\/__pycache__(?:\/|$)/;

export const writesOutside: Check = {
  id: 'writes-outside',
  rule: 'Containers write only to /tmp and below /opt/ml: files elsewhere are lost with the container, and fill a disk whose size the product does not choose.',
  source: sources.storage,
  objector: 'good practice',
  phase: 'after',
  needs: 'container',
  look: ({ traces: { paths } }) => {
    if (paths === undefined) return notSeen('only a container shows it');
    const outside = paths.filter(({ path }) => !allowed.test(path));
    if (outside.length === 0) return passed(`none; ${paths.length} paths in the folders for it`);
    const named = [...new Set(outside.map(({ path }) => path))].sort();
    const more = named.length > 5 ? ` and ${named.length - 5} more` : '';
    return failed(
      `${named.slice(0, 5).join(', ')}${more}`,
      'write to /tmp; caches of libraries often go where a variable says, such as HOME or XDG_CACHE_HOME',
      [...new Set(outside.map(pathWords))].sort().slice(0, 5),
    );
  },
};

function pathWords({ role, change, path }: ChangedPath): string {
  return `${role}: ${path} was ${change}`;
}
