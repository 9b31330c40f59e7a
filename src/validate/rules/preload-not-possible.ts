import type { Framework } from '../../model/catalogue.ts';
import { gpuBuild } from '../../model/chosen-framework.ts';
import type { Language } from '../../model/manifest.ts';
import { writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** Workers are forked by a process of Python that has loaded the model, and not every library stands that. */
export const preloadNotPossible: Rule = {
  code: 'preload-not-possible',
  check(context) {
    const inference = context.manifest.inference;
    const framework = writtenFramework(context)?.entry;
    if (!inference?.preload || !framework) return [];
    const usesGpu = gpuBuild(context.manifest, context.catalogue) !== undefined;
    const why = usesGpu ? 'CUDA does not work in a fork' : whyNot(framework, inference.language);
    if (why === undefined) return [];
    return [
      {
        at: ['inference', 'preload'],
        what: `\`inference.preload\` is not possible here: ${why}`,
        fix: 'remove it, and set `inference.workers` to a number of models that the memory holds',
        related: [{ at: { path: ['framework'], target: 'value' }, sentence: 'the framework is set here' }],
      },
    ];
  },
};

function whyNot({ family, title, noFork }: Framework, language: Language | undefined): string | undefined {
  if (family === 'node') return `${title} runs in Node.js, which cannot fork`;
  if (language === 'typescript')
    return 'with a handler in TypeScript, each worker starts a Python of its own';
  return noFork;
}
