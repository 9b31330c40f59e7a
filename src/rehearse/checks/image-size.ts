import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed, sizeWords } from '../verdicts.ts';

/** ECR's quota for a layer, in bytes. */
const largestLayer = 52_000 * 2 ** 20;

export const imageSize: Check = {
  id: 'image-size',
  rule: 'No layer is larger than the 52,000 MiB that ECR takes; AWS Marketplace itself names no size.',
  source: sources.quotas,
  objector: 'AWS refuses',
  phase: 'image',
  needs: 'container',
  look: ({ images }) => {
    const large = images.flatMap(({ name, history }) =>
      history.filter(({ bytes }) => bytes > largestLayer).map(({ bytes }) => `${name}: ${sizeWords(bytes)}`),
    );
    if (large.length > 0)
      return failed(
        `a layer is too large: ${large.join(', ')}`,
        'split what it copies into several COPY lines',
      );
    return passed(images.map(({ name, bytes }) => `${name}: ${sizeWords(bytes)}`).join(', '));
  },
};
