import { isOwnImage } from '../../model/own-image.ts';
import { memoryInUse, workersOnTypes } from '../acts/count-workers.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed, sizeWords } from '../verdicts.ts';

/** This machine may have fewer processors than the declared types, so the size of one more worker is measured. */
export const workerMemory: Check = {
  id: 'worker-memory',
  rule: 'Each instance type of the listing has memory for as many workers as start on it: with `inference.workers: auto`, at most one for each processor, and no more than three quarters of the memory hold.',
  source: sources.instanceSizes,
  objector: 'buyers suffer',
  phase: 'stop',
  look: async (scene) => {
    if (scene.listing.server) return notSeen('your program decides how many workers it has');
    const types = workersOnTypes(scene);
    if (isOwnImage(scene.listing)) return notSeen('your own image decides how many workers it starts');
    if (types.length === 0) return notSeen('the memory of the instance types is not known');
    const isAuto = scene.listing.inference.workers === 'per-cpu';
    const isShared = types.some(({ workers }) => workers > 1);
    const next = await scene.next();
    const one = next && (await memoryInUse(next, scene));
    const two = isShared ? scene.memoryOfTwo : one;
    if (one === undefined || two === undefined)
      return notSeen('the server did not start again, or its memory cannot be read on this system');
    const more = Math.max(0, two - one);
    const [tightest] = types
      .map((type) => {
        const memory = type.memoryMiB * 2 ** 20;
        const room = 1 + Math.floor((memory - memory / 4 - one) / more);
        const workers = isAuto ? Math.max(1, Math.min(type.workers, room)) : type.workers;
        return { ...type, workers, needed: one + (workers - 1) * more, memory };
      })
      .toSorted((a, b) => b.needed / b.memory - a.needed / a.memory);
    if (!tightest) return notSeen('the memory of the instance types is not known');
    const measured = `${sizeWords(one)} with one worker${isShared ? `, and ${sizeWords(more)} for one more` : ''}`;
    const words = `${tightest.type} starts ${tightest.workers}: ${sizeWords(tightest.needed)} of its ${sizeWords(tightest.memory)} (${measured})`;
    if (tightest.needed <= tightest.memory) return passed(words);
    return failed(
      words,
      'set inference.workers to a number that fits, load the model once for all workers, or declare types with more memory for each processor',
    );
  },
};
