import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const imageInOptMl: Check = {
  id: 'image-in-opt-ml',
  rule: 'The image has no file of its own below /opt/ml, which SageMaker reserves and mounts over.',
  source: sources.trainingImage,
  severity: 'warning',
  phase: 'image',
  needs: 'container',
  look: ({ images }) => {
    if (images.some(({ files }) => !files)) return notSeen('the layers of the image could not be read');
    const found = images.flatMap(({ name, files }) =>
      (files ?? []).filter((path) => path.startsWith('opt/ml/')).map((path) => `${name}: /${path}`),
    );
    if (found.length === 0) return passed('none');
    return failed(
      `${found.length} files of the image are where SageMaker mounts`,
      'copy them elsewhere, such as /opt/program',
      found.slice(0, 10),
    );
  },
};
