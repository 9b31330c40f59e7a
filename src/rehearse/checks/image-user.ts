import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed } from '../verdicts.ts';

export const imageUser: Check = {
  id: 'image-user',
  rule: 'The image runs as root: another user may not read what SageMaker mounts.',
  source: sources.inference,
  objector: 'good practice',
  phase: 'image',
  needs: 'container',
  look: ({ images }) => {
    const others = images.filter(({ user }) => !/^(|root|0)(:|$)/.test(user));
    if (others.length === 0) return passed('root');
    return failed(
      others.map(({ name, user }) => `${name} runs as ${user}`).join(', '),
      'remove USER from the Dockerfile: SageMaker has isolated the container already',
    );
  },
};
