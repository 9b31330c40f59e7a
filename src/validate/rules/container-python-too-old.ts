import { findContainer } from '../../model/find-container.ts';
import { adviseTag } from '../advise-tag.ts';
import type { Rule } from './rule.ts';

const oldest = [3, 10] as const;

/** The container's Python runs the code between the server and the model, which needs 3.10 or newer. */
export const containerPythonTooOld: Rule = {
  code: 'container-python-too-old',
  check({ manifest, ...ground }) {
    const container = findContainer(manifest.base, ground.catalogue);
    if (!container?.python) return [];
    const [major = 0, minor = 0] = container.python.split('.').map(Number);
    if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return [];
    return [
      {
        at: ['base', 'tag'],
        what: `the Deep Learning Container ${container.tag} has Python ${container.python}, and a listing needs ${oldest.join('.')} or newer`,
        fix: `use a newer tag, such as ${adviseTag(container.repository, ground, container.says.device)}`,
      },
    ];
  },
};
