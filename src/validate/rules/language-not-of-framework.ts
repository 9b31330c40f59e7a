import { writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** A framework of Node.js has no handler in Python, and a Flask app has none in TypeScript. */
export const languageNotOfFramework: Rule = {
  code: 'language-not-of-framework',
  check(context) {
    const language = context.manifest.inference?.language;
    const framework = writtenFramework(context)?.entry;
    const only = framework && framework.family !== 'server' ? onlyLanguage[framework.family] : undefined;
    if (language === undefined || only === undefined || language === only) return [];
    return [
      {
        at: ['inference', 'language'],
        what: `\`inference.language\` is \`${language}\`, and ${framework?.title} has handlers in ${names[only]} alone`,
        fix: `remove it, or choose a framework with handlers in ${names[language]}, such as ${examples[language]}`,
        related: [{ at: { path: ['framework'], target: 'value' }, sentence: 'the framework is set here' }],
      },
    ];
  },
};

const onlyLanguage = { node: 'typescript', flask: 'python', python: undefined, image: undefined } as const;
const names = { python: 'Python', typescript: 'TypeScript' };
const examples = { python: 'scikit-learn', typescript: 'onnxruntime' };
