import { writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** With a server of the seller there is no handler, and so nothing that says how one is run. */
export const inferenceOnServer: Rule = {
  code: 'inference-on-server',
  check(context) {
    const { inference } = context.manifest;
    if (writtenFramework(context)?.entry.family !== 'server') return [];
    return members
      .filter(({ name }) => {
        const value = inference?.[name];
        return value !== undefined && value !== false && value !== 'off';
      })
      .map(({ name, says }) => ({
        at: ['inference', name],
        atKey: true,
        what: `\`inference.${name}\` ${says}, and with \`framework: server\` your program answers`,
        fix: 'remove it, or choose the framework of the model, or  framework: python',
        related: [
          { at: { path: ['framework'], target: 'value' as const }, sentence: 'the framework is set here' },
        ],
      }));
  },
};

const members = [
  { name: 'entry', says: 'names a script that answers' },
  { name: 'language', says: 'is the language of a handler' },
  { name: 'preload', says: 'loads a model for several workers of ours' },
  { name: 'batching', says: 'collects records for a handler' },
] as const;
