import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundledModel, limits, outputTypes, product, samples } from '../runtime/contract.ts';
import { defineInference } from '../runtime/inference.ts';
import { logLine } from '../runtime/log.ts';
import { type Churn, rowOf, scoreOf } from './churn.ts';
import type { CallFacts } from './runtime-types.ts';

export default defineInference({
  load: async ({ modelDir }): Promise<Churn> => {
    const text = await readFile(join(modelDir, 'weights.json'), 'utf8');
    logLine({ level: 'info', event: 'weights-read', bundledModel, workers: limits.workers });
    return JSON.parse(text) as Churn;
  },
  predict: async (churn, records, context) => {
    const facts: CallFacts = context;
    facts.setAttributes(`${product.name}/${product.release}`);
    if (facts.parameters.get('count') === 'all') facts.meter(records.length);
    const digits = facts.members['digits'] ?? 3;
    const scores = records.map((record, index) => scoreOf(churn, rowOf(record, `customer ${index + 1}`)));
    return scores.map((score) => Number(score.toFixed(Number(digits))));
  },
});

/** For `score-file.ts`, which scores what the samples hold. */
export const known = { samples, answers: outputTypes.map(({ type }) => type) };
