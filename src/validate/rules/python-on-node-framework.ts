import { writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** A framework of the Node family has no Python in its image. */
export const pythonOnNodeFramework: Rule = {
  code: 'python-on-node-framework',
  check(context) {
    const framework = writtenFramework(context);
    if (framework?.python === undefined || framework.entry.family !== 'node') return [];
    return [
      {
        at: ['framework', 'python'],
        atKey: true,
        what: `\`framework.python\` is given, and ${framework.entry.title} runs in Node.js`,
        fix: 'remove it, or choose a framework that runs in Python',
      },
    ];
  },
};
