import { writtenFramework } from '../written-framework.ts';
import type { Rule } from './rule.ts';

/** A server of the seller says nothing of how a model is trained: a script of theirs does. */
export const trainingOnServer: Rule = {
  code: 'training-on-server',
  check(context) {
    const { training, product } = context.manifest;
    const isServer = writtenFramework(context)?.entry.family === 'server';
    if (!isServer || product?.type !== 'algorithm' || !training || training.entry !== undefined) return [];
    return [
      {
        at: ['training'],
        atKey: true,
        what: '`framework` is server, and `training.entry` is missing',
        because: 'the program answers calls, and does not train',
        fix: 'name the script that trains, as in  entry: code/train.py',
        related: [{ at: { path: ['framework'], target: 'value' }, sentence: 'the framework is set here' }],
      },
    ];
  },
};
