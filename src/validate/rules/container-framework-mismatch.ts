import { isPastPatches } from '../../model/container-tags.ts';
import { findContainer } from '../../model/find-container.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** A container is used for the framework in it; other frameworks have no use for it, or cannot run in it. */
export const containerFrameworkMismatch: Rule = {
  code: 'container-framework-mismatch',
  check(context) {
    const container = findContainer(context.manifest.base, context.catalogue);
    const framework = writtenFramework(context)?.entry;
    if (!container || !framework) return [];
    const { repositories } = context.catalogue.deepLearningContainers;
    const fitting = repositories.filter((entry) => entry.framework === framework.name);
    const current = fitting.filter(({ tags }) => tags.some((entry) => !isPastPatches(entry, context.today)));
    const { name, framework: own } = container.repository;
    const at = ['base', 'deepLearningContainer'];
    if (fitting.length > 0)
      return own === framework.name
        ? []
        : [
            {
              at,
              what: `${name} is made for ${titleOf(own)}, and \`framework\` is ${framework.name}`,
              fix: `use ${listInWords(current.map((entry) => entry.name))}, or write  framework: ${own}`,
            },
          ];
    if (framework.family === 'python' || framework.family === 'server') return [];
    const words = framework.family === 'node' ? 'runs in Node.js' : 'brings a Python server of its own';
    return [
      {
        at,
        what: `${name} is a container for Python and ${titleOf(own)}, and ${framework.title} ${words}`,
        fix: `write  base: amazonlinux:2023 , or  framework: ${own}`,
      },
    ];
  },
};

function titleOf(framework: string): string {
  return framework === 'tensorflow' ? 'TensorFlow' : 'PyTorch';
}
