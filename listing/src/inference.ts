import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BadBody, defineInference, type InputRecord } from '../runtime/inference.ts';

// The model's side of the container. Replace both functions; the rest of the SageMaker contract is in runtime/.
export default defineInference({
  // Runs once when the container starts, and `/ping` answers 503 until it is done. Read your model from `modelDir` here;
  // whatever you return is handed to `predict`. This example reads what the example training writes.
  load: async ({ modelDir }): Promise<LinearModel | null> => {
    const file = join(modelDir, 'linear-model.json');
    return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : null;
  },

  // Runs for every call, for endpoints and batch transforms alike. A record is a CSV row (an array of texts), a JSON
  // value, a line of text, or bytes, as the caller sent it. Return one prediction per record, in the same order; it is
  // encoded as the caller asked. The third argument tells the content types, the caller's custom attributes and more.
  // Throw `BadBody` from '../runtime/inference.ts' to tell the caller what is wrong with a record.
  predict: async (model, records) =>
    records.map((record, index) =>
      model ? predictRow(model, record, `record ${index + 1}`) : { prediction: 'a', text: textOf(record) },
    ),
});

interface LinearModel {
  readonly intercept: number;
  readonly weights: readonly number[];
}

function predictRow({ intercept, weights }: LinearModel, record: InputRecord, place: string): number {
  if (!Array.isArray(record) || record.length !== weights.length)
    throw new BadBody(`${place} is not a row of ${weights.length} columns`);
  return record.reduce((sum: number, cell, column) => {
    const value = typeof cell === 'number' || (typeof cell === 'string' && cell.trim()) ? Number(cell) : NaN;
    if (Number.isFinite(value)) return sum + value * (weights[column] ?? 0);
    throw new BadBody(`${place}, column ${column + 1}: ${JSON.stringify(cell)} is not a number`);
  }, intercept);
}

function textOf(record: InputRecord): string {
  if (typeof record === 'string') return record;
  if (record instanceof Uint8Array) return `${record.length} bytes`;
  const isRow = Array.isArray(record) && record.every((cell) => typeof cell === 'string');
  return isRow ? record.join(',') : JSON.stringify(record);
}
