import type { Command } from './command.ts';

/** Images that were built by other means than the listing's scripts. */
export function imageOptions(verb: string): Command['options'] {
  return {
    image: {
      kind: 'text',
      placeholder: '<name>',
      help: `${verb} this image in place of the one that the manifest names or makes, wherever it was built`,
    },
    'training-image': {
      kind: 'text',
      placeholder: '<name>',
      help: 'the same for the training image of an algorithm with two images',
    },
  };
}
