import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed } from '../verdicts.ts';

export const imagePlatform: Check = {
  id: 'image-platform',
  rule: 'The image is for linux/amd64, because every instance type of a batch transform is x86-64.',
  source: sources.instances,
  objector: 'AWS refuses',
  phase: 'image',
  needs: 'container',
  look: ({ images }) => {
    const others = images.filter(({ platform }) => platform !== 'linux/amd64');
    if (others.length === 0) return passed(`linux/amd64: ${images.map(({ name }) => name).join(', ')}`);
    return failed(
      others.map(({ name, platform }) => `${name} is for ${platform}`).join(', '),
      'build with --platform linux/amd64, as scripts/build.sh does, after removing the local copy of the base image',
    );
  },
};
