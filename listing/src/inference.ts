import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inputFields } from '../runtime/contract.ts';
import { BadBody, defineInference, type InputRecord, type OutputRecord } from '../runtime/inference.ts';

// Loads and calls your model. Replace both functions. The rest of the SageMaker contract is in runtime/.
export default defineInference({
  // Runs once per worker. `/ping` answers 503 until it has finished. Read your model from `modelDir` here;
  // `predict` gets the value that you return. This example reads the file that the example training writes.
  load: async ({ modelDir }): Promise<LinearModel | null> => {
    const file = join(modelDir, 'linear-model.json');
    return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : null;
  },

  // Runs for every call of an endpoint or a batch transform. A record is a CSV row (an array of strings), a JSON
  // value, a line of text, or bytes; with `fields` in the manifest, an object with each field. Return one prediction
  // per record, in the same order. Predictions are encoded in the type that the caller accepts. The third argument
  // has the content types, the caller's custom attributes and more. Throw `BadBody` from '../runtime/inference.ts'
  // to report a bad record.
  predict: async (model, records) =>
    records.map((record, index) => predictOne(model, record, `record ${index + 1}`) as OutputRecord),
});

function predictOne(model: LinearModel | null, record: InputRecord, place: string): unknown {
  if (!model) return { prediction: 'a', text: textOf(record) };
  return predictRow(model, inputFields ? Object.values(record ?? {}) : record, place);
}

interface LinearModel {
  readonly intercept: number;
  readonly weights: readonly number[];
}

function predictRow({ intercept, weights }: LinearModel, record: unknown, place: string): number {
  if (!Array.isArray(record) || record.length !== weights.length)
    throw new BadBody(`${place} is not a row of ${weights.length} columns`);
  return record.reduce((sum: number, cell, column) => {
    const value = typeof cell === 'number' || (typeof cell === 'string' && cell.trim()) ? Number(cell) : NaN;
    if (Number.isFinite(value)) return sum + value * (weights[column] ?? 0);
    throw new BadBody(`${place}, column ${column + 1}: ${JSON.stringify(cell)} is not a number`);
  }, intercept);
}

function textOf(record: unknown): string {
  if (typeof record === 'string') return record;
  if (record instanceof Uint8Array) return `${record.length} bytes`;
  const isRow = Array.isArray(record) && record.every((cell) => typeof cell === 'string');
  return isRow ? record.join(',') : JSON.stringify(record);
}
