import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed, sizeWords } from '../verdicts.ts';

export const batchStorage: Check = {
  id: 'batch-storage',
  rule: 'The model fits on the volume of a batch transform, which has 30 GB and cannot be made larger: AWS’s validation is one.',
  source: sources.batchStorage,
  objector: 'AWS refuses',
  phase: 'image',
  look: ({ modelBytes, listing: { inference } }) => {
    if (modelBytes === undefined) return notSeen('the model is in the image, or comes from a training');
    const { gigabytes, types } = inference.batchVolume;
    if (modelBytes <= gigabytes * 1e9 || types.length === 0) return passed(sizeWords(modelBytes));
    return failed(
      `the model has ${sizeWords(modelBytes)}`,
      'make it smaller (quantized, or in half precision), or declare only ml.g4dn types for transforms, which have a disk of their own',
    );
  },
};
