import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { limits } from '../runtime/contract.ts';
import { defineInference, type InputRecord, type OutputRecord } from '../runtime/inference.ts';
import { batchRecords, isCellType, type ModelInput, predictionsOf } from '../runtime/record-batches.ts';

// Loads and calls your model. As generated, this works for any ONNX model. Edit it if your model needs something
// else.
export default defineInference({
  // Runs once per worker. `/ping` answers 503 until it has finished.
  load: async ({ modelDir }) => {
    const workers = limits.workers === 'auto' ? availableParallelism() : limits.workers;
    const session = await InferenceSession.create(await findModel(modelDir), {
      // Workers share the CPUs. With one worker, a call uses all of them.
      intraOpNumThreads: Math.max(1, Math.floor(availableParallelism() / workers)),
      // Only errors. Warnings are about the runtime's optimizations.
      logSeverityLevel: 3,
    });
    // JavaScript cannot read maps and sequences, such as a classifier's table of probabilities, so they are skipped.
    const outputs = session.outputMetadata.flatMap(({ name, isTensor }) => (isTensor ? [name] : []));
    return { session, inputs: session.inputMetadata.map(inputOf), outputs, takesOne: takesOne(session) };
  },

  // Runs for every call. A CSV row, a JSON array or a NumPy row fills the model's inputs from left to right. A JSON
  // object fills them by name. It returns one prediction per record: a number if the model gives one number, an
  // array, or an object by output name if the model has several outputs. Prepare the records before `run` (reorder,
  // scale, look up), and convert classes to names after it. Throw `BadBody` from '../runtime/inference.ts' to
  // report a bad record.
  predict: async (model, records) => {
    if (!model.takesOne) return run(model, records);
    const predictions: OutputRecord[] = [];
    for (const record of records) predictions.push(...(await run(model, [record])));
    return predictions;
  },
});

interface Model {
  readonly session: InferenceSession;
  readonly inputs: readonly ModelInput[];
  readonly outputs: readonly string[];
}

/** Runs the model once for all records. */
async function run(
  { session, inputs, outputs }: Model,
  records: readonly InputRecord[],
): Promise<OutputRecord[]> {
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
  const held = files.sort().join(', ') || 'nothing';
  throw new Error(`${modelDir} must hold your model in one .onnx file, and holds: ${held}`);
}

/** The first axis of every shape is the records. */
function inputOf(input: InferenceSession.ValueMetadata): ModelInput {
  const { name } = input;
  if (!input.isTensor || !isCellType(input.type))
    throw new Error(
      `the input "${name}" is ${input.isTensor ? input.type : 'no tensor'}: fill it in src/inference.ts`,
    );
  const shape = input.shape.slice(1).map((length) => (typeof length === 'number' ? length : null));
  return { name, type: input.type, shape };
}

/** Models are often exported for a single record per run. */
function takesOne({ inputMetadata }: InferenceSession): boolean {
  return inputMetadata.some((input) => input.isTensor && input.shape[0] === 1);
}
