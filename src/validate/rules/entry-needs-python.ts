import { entriesOf } from '../script-entries.ts';
import { writtenFramework } from '../written-framework.ts';
import type { Rule, Violation } from './rule.ts';

/** Scripts of the seller are in Python. Frameworks of Node train and predict in TypeScript, and a Flask app is a script. */
export const entryNeedsPython: Rule = {
  code: 'entry-needs-python',
  check(context) {
    const { manifest } = context;
    const framework = writtenFramework(context)?.entry;
    const isTypescript = manifest.inference?.language === 'typescript';
    return entriesOf(manifest).flatMap(({ at, member, does }): Violation[] => {
      const file = does === 'trains' ? 'src/training.ts' : 'src/inference.ts';
      if (framework?.family === 'node')
        return [
          {
            at,
            what: `\`${member}\` names a script, and ${framework.name} ${does} in TypeScript`,
            fix: `remove it and write ${file}, or choose a framework that runs in Python`,
            related: [theFramework],
          },
        ];
      if (does === 'trains') return [];
      if (framework?.family === 'flask')
        return [
          {
            at,
            what: `\`${member}\` names a script, and with Flask web_app_serve.py answers`,
            fix: 'remove it, or choose the framework of the model, or  framework: python',
            related: [theFramework],
          },
        ];
      if (!isTypescript) return [];
      return [
        {
          at,
          what: `\`${member}\` names a script in Python, and the language of the handler is TypeScript`,
          fix: 'remove  language: typescript , or the script',
          related: [
            {
              at: { path: ['inference', 'language'], target: 'value' },
              sentence: 'the language is set here',
            },
          ],
        },
      ];
    });
  },
};

const theFramework = {
  at: { path: ['framework'], target: 'value' },
  sentence: 'the framework is set here',
} as const;
