import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed } from '../verdicts.ts';

/** In the shell form, `serve` and `train` become parameters that are not read, and the shell keeps the stop signal. */
export const imageEntrypoint: Check = {
  id: 'image-entrypoint',
  rule: 'An ENTRYPOINT has the exec form, so that it gets `serve` or `train` and the stop signal; tini does not work.',
  source: sources.trainingImage,
  objector: 'AWS refuses',
  phase: 'image',
  needs: 'container',
  look: ({ images }) => {
    const faults = images.flatMap(({ name, entrypoint }) => {
      const [program = '', option] = entrypoint;
      if (/(^|\/)(ba|da|a)?sh$/.test(program) && option === '-c')
        return [`${name}: the shell of ${JSON.stringify(entrypoint)} swallows the word`];
      return /(^|\/)tini(-static)?$/.test(program) ? [`${name}: the ENTRYPOINT is tini`] : [];
    });
    if (faults.length > 0)
      return failed(
        faults.join(', '),
        'remove ENTRYPOINT and put `serve` on the PATH, or write ENTRYPOINT ["program"] and let it act on its first argument',
      );
    const own = images.filter(({ entrypoint }) => entrypoint.length > 0);
    return passed(
      own.length === 0 ? 'no ENTRYPOINT' : own.map(({ entrypoint }) => JSON.stringify(entrypoint)).join(', '),
    );
  },
};
