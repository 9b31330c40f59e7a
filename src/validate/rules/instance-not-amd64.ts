import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { instanceTypesOf } from '../manifest-places.ts';
import type { Rule } from './rule.ts';

/** A g after the generation number, as in ml.c7gn.large; the g of ml.g5.xlarge is before it. NVIDIA's Grace is ARM too. */
const arm = /^ml\.[a-z]+\d+(g[a-z]*|e-gb\d+)\./;

/** Images are built for linux/amd64, because AWS validates on such machines; ARM machines cannot run them. */
export const instanceNotAmd64: Rule = {
  code: 'instance-not-amd64',
  check({ manifest }) {
    return instanceTypesOf(manifest).flatMap(({ path, value }) =>
      arm.test(value)
        ? [
            {
              at: path,
              what: `${pathInWords(path)} is ${valueInWords(value)}, an ARM machine, and the image is linux/amd64`,
              because: 'AWS validates a product by a batch transform, and that runs on x86-64 alone',
              fix: 'choose a type without a g behind the number, such as ml.m5.large or ml.g6.xlarge',
            },
          ]
        : [],
    );
  },
};
