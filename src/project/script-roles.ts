import type { PythonFile } from './python-file.ts';

/** The functions by which SageMaker's framework containers serve a script. */
export const handlerFunctions = ['model_fn', 'input_fn', 'predict_fn', 'output_fn', 'transform_fn'] as const;

/** Code that serves in another way than SageMaker's framework containers, and what becomes of it. */
export interface OtherHandler {
  readonly title: string;
  readonly line: number;
  readonly next: string;
  /** Whether anything else that serves comes before it. */
  readonly isLast?: true;
}

/** What a Python file is for. */
export interface ScriptRoles {
  readonly path: string;
  /** The functions of SageMaker's containers that it has. */
  readonly handlers: readonly string[];
  readonly other: OtherHandler | undefined;
  /** Whether it trains in a job of SageMaker, or on its own: `fit`, and nothing of SageMaker. */
  readonly trains: 'job' | 'alone' | undefined;
}

export function rolesOf(file: PythonFile): ScriptRoles {
  const handlers = handlerFunctions.filter((name) => file.functions.has(name));
  // Estimators of TensorFlow 1 have functions of the same names.
  const serves =
    handlers.length > 0 && !hasFunction(file, /\bmodel_fn\s*\(\s*features\b|\binput_fn\s*\(\s*\)/);
  return {
    path: file.path,
    handlers: serves ? handlers : [],
    other: serves ? undefined : otherHandler(file),
    trains: trainsIn(file),
  };
}

/** Whether a function at the top of the file begins so. */
function hasFunction({ statements }: PythonFile, start: RegExp): boolean {
  return statements.some(({ text, indent }) => indent === 0 && text.startsWith('def ') && start.test(text));
}

const intoModel =
  'write `load` and `predict` in python/model.py, and call it there: the file is in the listing';

function otherHandler(file: PythonFile): OtherHandler | undefined {
  const { functions, classes, names, statements } = file;
  const modules = [...names.values()];
  const uses = (module: RegExp) => modules.some((name) => module.test(name));
  const input = functions.get('input_handler') ?? functions.get('output_handler');
  if (input !== undefined) return { title: 'a script for TensorFlow Serving', line: input, next: intoModel };
  const ofFunction = statements.find(({ text }) =>
    /^(?:async\s+)?def\s+(?:lambda_)?handler\s*\(\s*event\b/.test(text),
  );
  if (ofFunction)
    return { title: 'a function of AWS Lambda', line: ofFunction.line, next: intoModel, isLast: true };
  const handler = functions.get('handler');
  if (handler !== undefined && statements.some(({ text }) => /\bcontext\.rest_uri\b/.test(text)))
    return { title: 'a script for TensorFlow Serving', line: handler, next: intoModel };
  const handle = functions.get('handle');
  if (handle !== undefined && uses(/^djl_python\b/))
    return { title: 'a handler of DJL Serving', line: handle, next: intoModel };
  if (handle !== undefined && hasFunction(file, /\bhandle\s*\(\s*\w+\s*,\s*context\b/))
    return { title: 'a handler of a model server', line: handle, next: intoModel };
  for (const [name, { bases, line }] of classes) {
    if (/\bBaseHandler\b|\b\w+(?:Classifier|Detector|Segmenter)\b/.test(bases) && uses(/^ts\b/))
      return { title: 'a handler of TorchServe', line, next: intoModel };
    if (name === 'EndpointHandler')
      return { title: 'a handler of Hugging Face’s endpoints', line, next: intoModel };
    if (/\bMLModel\b/.test(bases) && uses(/^mlserver\b/))
      return { title: 'a runtime of MLServer', line, next: intoModel };
    if (name === 'TritonPythonModel') return { title: 'a Python model of Triton', line, next: intoModel };
  }
  return undefined;
}

/** What only a training job has: its folders, and the variables of SageMaker's toolkit. */
const ofJobs =
  /^(?:SM_(?:MODEL_DIR|CHANNELS?(?:_\w+)?|HPS|OUTPUT_\w+|NUM_GPUS|HOSTS|CURRENT_HOST)|\/opt\/ml\/?|\/opt\/ml\/input(?:\/.*)?)$/;

function trainsIn({ statements, calls, functions, names }: PythonFile): ScriptRoles['trains'] {
  const learns =
    functions.has('train') ||
    calls.some(({ name }) =>
      /(?:^|\.)(?:fit|fit_transform|train|train_on_batch|backward|partial_fit|fit_generator)$/.test(name),
    );
  const isProgram = statements.some(
    ({ isMain, text, indent }) => isMain || (indent === 0 && /\.(?:fit|train)\s*\(/.test(text)),
  );
  const readsJob =
    statements.some(({ strings }) => strings.some((text) => ofJobs.test(text))) ||
    [...names.values()].some((name) => /^sagemaker_(?:training|containers)\b/.test(name));
  const parses = calls.some(({ name }) => name === 'argparse.ArgumentParser');
  if (!isProgram) return undefined;
  if (readsJob && (learns || parses)) return 'job';
  return learns ? 'alone' : undefined;
}
