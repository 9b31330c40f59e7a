import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { limits } from '../runtime/contract.ts';
import { defineInference, type InputRecord } from '../runtime/inference.ts';
import { batchRecords, isCellType, type ModelInput, predictionsOf } from '../runtime/record-batches.ts';

// The model's side of the container: any ONNX model, as it is. Edit what your model wants otherwise.
export default defineInference({
  // Runs once per worker, and `/ping` answers 503 until it is done.
  load: async ({ modelDir }) => {
    const workers = limits.workers === 'auto' ? availableParallelism() : limits.workers;
    const session = await InferenceSession.create(await findModel(modelDir), {
      // Workers share the CPUs; with one worker a single call has them all.
      intraOpNumThreads: Math.max(1, Math.floor(availableParallelism() / workers)),
      // Only errors: warnings tell what the runtime makes faster.
      logSeverityLevel: 3,
    });
    // Maps and sequences, such as a classifier's table of probabilities, cannot be read from JavaScript.
    const outputs = session.outputMetadata.flatMap(({ name, isTensor }) => (isTensor ? [name] : []));
    return { session, inputs: session.inputMetadata.map(inputOf), outputs, takesOne: takesOne(session) };
  },

  // Runs for every call. A CSV row, a JSON array or a NumPy row fills the model's inputs from left to right; a JSON object
  // fills them by name. One prediction per record comes back: the number alone where the model gives one, an array, or
  // an object by output name where it has several outputs. Reorder, scale or look up before `run`, and name your classes
  // after it. Throw `BadBody` from '../runtime/inference.ts' to tell the caller what is wrong with a record.
  predict: async (model, records) => {
    if (!model.takesOne) return run(model, records);
    const predictions: unknown[] = [];
    for (const record of records) predictions.push(...(await run(model, [record])));
    return predictions;
  },
});

interface Model {
  readonly session: InferenceSession;
  readonly inputs: readonly ModelInput[];
  readonly outputs: readonly string[];
}

/** One run of the model for all records. */
async function run({ session, inputs, outputs }: Model, records: readonly InputRecord[]): Promise<unknown[]> {
  if (records.length === 0) return [];
  const feeds = batchRecords(records, inputs).map(
    ({ name, type, cells, shape }) => [name, new Tensor(type, cells, shape)] as const,
  );
  const results = await session.run(Object.fromEntries(feeds), outputs);
  const tensors = outputs.flatMap((name) => {
    const tensor = results[name];
    return tensor ? [{ name, type: tensor.type, cells: tensor.data, shape: tensor.dims }] : [];
  });
  return predictionsOf(tensors, records.length);
}

async function findModel(modelDir: string): Promise<string> {
  const files = await readdir(modelDir).catch(() => []);
  const [model, ...others] = files.filter((file) => file.endsWith('.onnx'));
  if (model !== undefined && others.length === 0) return join(modelDir, model);
  throw new Error(`${modelDir} must hold one .onnx file, and holds: ${files.sort().join(', ') || 'nothing'}`);
}

/** The first length of every shape counts the records. */
function inputOf(input: InferenceSession.ValueMetadata): ModelInput {
  const { name } = input;
  if (!input.isTensor || !isCellType(input.type))
    throw new Error(
      `the input "${name}" is ${input.isTensor ? input.type : 'no tensor'}: fill it in src/inference.ts`,
    );
  const shape = input.shape.slice(1).map((length) => (typeof length === 'number' ? length : null));
  return { name, type: input.type, shape };
}

/** Models are often exported for one record at a time. */
function takesOne({ inputMetadata }: InferenceSession): boolean {
  return inputMetadata.some((input) => input.isTensor && input.shape[0] === 1);
}
