import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

/** Python writes compiled files beside the source where it can, and works without them where it cannot. */
const ofPython = /(?:^|\/)__pycache__(?:\/|$)/;

export const modelReadOnly: Check = {
  id: 'model-read-only',
  rule: 'A server leaves /opt/ml/model as it is: SageMaker mounts it read-only, so writes there fail.',
  source: sources.inference,
  objector: 'AWS refuses',
  phase: 'after',
  look: ({ stage, traces }) => {
    const writes = traces.attempts.filter(({ kind, target }) => kind === 'write' && !ofPython.test(target));
    const changed = [...writes.map(({ target }) => target), ...traces.modelChanges];
    const paths = [...new Set(changed)].filter((path) => !ofPython.test(path));
    if (paths.length > 0)
      return failed(
        `${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ` and ${paths.length - 5} more` : ''}`,
        'write to a folder below /tmp, or when the model is trained or packed',
        writes
          .slice(0, 5)
          .map(
            ({ program, pid, target, where }) =>
              `${program} (process ${pid}) opens ${target} to write${where ? `, in ${where}` : ''}`,
          ),
      );
    if (traces.watched.length === 0 && stage.kind === 'container')
      return notSeen('no program of Node or Python has run; what others want to write fails without a trace');
    return passed('nothing was written');
  },
};
