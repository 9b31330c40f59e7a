import { expect } from 'vitest';
import { printNpy } from '../../listing/runtime/codecs/write-npy.ts';
import type { Ask } from './use-listing.ts';

const everyType = 'text/csv, application/json, application/jsonlines, application/x-npy';
export const contentTypes = `contentTypes: { input: [${everyType}], output: [${everyType}] }`;
/** What an algorithm declares that learns them; `more` are other members of its training. */
export const trainingWith = (framework: string, more = '') => `training:
  channels: [{ name: train, contentTypes: [text/csv], inputModes: [File, Pipe] }]
  hyperparameters:
    - { name: learning_rate, type: continuous, min: 0.0001, max: 1, default: 0.1 }
    - { name: ${roundsOf(framework)}, type: integer, min: 1, max: 10000000, default: 60 }
    - { name: colour, type: free-text }
  metrics: [{ name: "train:rmse", regex: "train:rmse=([0-9.]+)" }, { name: "validation:auc", regex: "validation:auc=([0-9.]+)" }]
${more}`;

/** More rounds than a test can wait for. */
export const endlessFor = (framework: string) => ({ [roundsOf(framework)]: '10000000' });

/** The example of scikit-learn takes the parameters of its model. */
const roundsOf = (framework: string) => (framework.includes('scikit-learn') ? 'n_estimators' : 'rounds');

/**
 * The end of a `train.py` that prints a line when training begins: then the packages are loaded, and the stop
 * signal is handled.
 */
export const tellsWhenItBegins = `
learn = train
def train(job):
    print("begins", flush=True)
    learn(job)
`;

/** Two linearly separable classes: 1 where the first number is larger than the second. */
export const rows = Array.from({ length: 400 }, (_, index) => {
  const [one, other] = [Math.sin(index * 1.7), Math.cos(index * 2.3)];
  return `${one > other ? 1 : 0},${one.toFixed(6)},${other.toFixed(6)}`;
}).join('\n');

/** One record of each class, in every type. */
const bodies: Readonly<Record<string, string | Uint8Array>> = {
  'text/csv': '0.9,-0.9\n-0.9,0.9\n',
  'application/json': '{"instances": [[0.9, -0.9], [-0.9, 0.9]]}',
  'application/jsonlines': '[0.9, -0.9]\n{"features": [-0.9, 0.9]}\n',
  'application/x-npy': printNpy([
    [0.9, -0.9],
    [-0.9, 0.9],
  ]),
};

/** Sends every declared input type, and requests every declared output type. */
export async function expectLearnt(ask: Ask): Promise<void> {
  for (const [type, body] of Object.entries(bodies))
    for (const accept of Object.keys(bodies)) {
      const { status, answer } = await ask(body, type, accept);
      expect(status, `${type} → ${accept}`).toBe(200);
      const [one, other] = numbersIn(answer);
      expect(one, `${type} → ${accept}`).toBeGreaterThan(0.5);
      expect(other, `${type} → ${accept}`).toBeLessThan(0.5);
    }
}

/** One number for each record, whatever the form of the response. */
function numbersIn(answer: unknown): number[] {
  if (typeof answer === 'string') return answer.split('\n').map(Number);
  const predictions = Array.isArray(answer) ? answer : Object(answer).predictions;
  return predictions.map(Number);
}
