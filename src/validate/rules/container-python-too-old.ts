import { findContainer } from '../../model/find-container.ts';
import { isBefore, oldestPython } from '../../model/version-order.ts';
import { adviseTag } from '../advise-tag.ts';
import type { Rule } from './rule.ts';

/** The container's Python runs the code between the server and the model, which needs 3.10 or newer. */
export const containerPythonTooOld: Rule = {
  code: 'container-python-too-old',
  check({ manifest, ...ground }) {
    const container = findContainer(manifest.base, ground.catalogue);
    if (!container?.python) return [];
    if (!isBefore(container.python, oldestPython)) return [];
    return [
      {
        at: ['base', 'tag'],
        what: `the Deep Learning Container ${container.tag} has Python ${container.python}, and a listing needs ${oldestPython} or newer`,
        fix: `use a newer tag, such as ${adviseTag(container.repository, ground, container.says.device)}`,
      },
    ];
  },
};
