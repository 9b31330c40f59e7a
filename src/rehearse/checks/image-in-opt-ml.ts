import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

/** AWS's own toolkits take their programs from `/opt/ml/code`. */
function isReserved(path: string): boolean {
  return path.startsWith('opt/ml/') && !path.startsWith('opt/ml/code/');
}

export const imageInOptMl: Check = {
  id: 'image-in-opt-ml',
  rule: 'The image has no file of its own below /opt/ml, which SageMaker reserves and mounts over; /opt/ml/code is for programs.',
  source: sources.trainingImage,
  objector: 'good practice',
  phase: 'image',
  needs: 'container',
  look: ({ images }) => {
    if (images.some(({ files }) => !files)) return notSeen('the layers of the image could not be read');
    const found = images.flatMap(({ name, files }) =>
      (files ?? []).filter(isReserved).map((path) => `${name}: /${path}`),
    );
    if (found.length === 0) return passed('none');
    return failed(
      `${found.length} files of the image are where SageMaker mounts`,
      'copy them elsewhere, such as /opt/program',
      found.slice(0, 10),
    );
  },
};
