import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const enoughMemory: Check = {
  id: 'enough-memory',
  rule: 'The smallest instance type of the listing has memory enough: the kernel ends a container that takes more.',
  source: sources.instanceSizes,
  objector: 'buyers suffer',
  phase: 'after',
  needs: 'container',
  look: ({ traces: { tooLittleMemory, memoryLimits } }) => {
    if (memoryLimits.length === 0) return notSeen('no container had the limits of an instance type');
    const [lacking] = tooLittleMemory;
    if (!lacking) return passed(`never more than ${memoryLimits.join(' and ')}`);
    return failed(
      `${lacking.role} needs more than ${lacking.memory}`,
      'declare larger instance types in the manifest, load the model once for all workers, or run fewer of them (inference.workers)',
    );
  },
};
