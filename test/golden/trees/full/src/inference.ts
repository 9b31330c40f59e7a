import { readdir } from 'node:fs/promises';
import { defineInference, type InputRecord } from '../runtime/inference.ts';

// The model's side of the container. Replace both functions; the rest of the SageMaker contract is in runtime/.
export default defineInference({
  // Runs once when the container starts, and `/ping` answers 503 until it is done. Read your model from `modelDir` here;
  // whatever you return is handed to `predict`.
  load: async ({ modelDir }) => {
    const files = await readdir(modelDir).catch(() => []);
    return { files };
  },

  // Runs for every call, for endpoints and batch transforms alike. A record is a CSV row (an array of texts), a JSON
  // value, a line of text, or bytes, as the caller sent it. Return one prediction per record, in the same order; it is
  // encoded as the caller asked. The third argument tells the content types, the caller's custom attributes and more.
  // Throw `BadBody` from '../runtime/inference.ts' to tell the caller what is wrong with a record.
  predict: async (_model, records) => records.map((record) => ({ prediction: 'a', text: textOf(record) })),
});

function textOf(record: InputRecord): string {
  if (typeof record === 'string') return record;
  if (record instanceof Uint8Array) return `${record.length} bytes`;
  const isRow = Array.isArray(record) && record.every((cell) => typeof cell === 'string');
  return isRow ? record.join(',') : JSON.stringify(record);
}
