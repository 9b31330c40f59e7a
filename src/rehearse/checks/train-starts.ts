import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed } from '../verdicts.ts';

export const trainStarts: Check = {
  id: 'train-starts',
  rule: 'The word `train` starts the training: an executable program of that name is on the PATH, or an ENTRYPOINT takes the word.',
  source: sources.trainingImage,
  objector: 'AWS refuses',
  phase: 'train',
  look: ({ run }) =>
    !run.ok
      ? failed(
          run.reason,
          'put an executable file named train into a folder of the PATH: chmod 755, and a first line as #!/bin/sh',
        )
      : passed('it runs'),
};
