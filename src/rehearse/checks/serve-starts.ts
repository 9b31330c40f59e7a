import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed } from '../verdicts.ts';

export const serveStarts: Check = {
  id: 'serve-starts',
  rule: 'The word `serve` starts the server: an executable program of that name is on the PATH, or an ENTRYPOINT takes the word.',
  source: sources.inference,
  objector: 'AWS refuses',
  phase: 'start',
  look: ({ opening }) => {
    if (opening.notStarted)
      return failed(
        opening.notStarted,
        'put an executable file named serve into a folder of the PATH: chmod 755, and a first line as #!/bin/sh',
      );
    return passed('it runs');
  },
};
