import type { Rule } from './rule.ts';

/** Script mode runs an existing Python script; a framework of the Node family trains in src/training.ts. */
export const entryNeedsPython: Rule = {
  code: 'entry-needs-python',
  check({ manifest, catalogue }) {
    const { framework, training } = manifest;
    const name = typeof framework === 'string' ? framework : framework?.name;
    const family = catalogue.frameworks.find((entry) => entry.name === name)?.family;
    if (training?.entry === undefined || family !== 'node') return [];
    return [
      {
        at: ['training', 'entry'],
        what: `\`training.entry\` names a script, and ${name} trains in TypeScript`,
        fix: 'remove it and write src/training.ts, or choose a framework that runs in Python',
        related: [{ at: { path: ['framework'], target: 'value' }, sentence: 'the framework is set here' }],
      },
    ];
  },
};
