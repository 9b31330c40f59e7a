import { decodeNumbers, tableOf } from './codecs/read-numbers.ts';
import { inputTypes } from './contract.ts';
import type { Context, Inference, LoadedModel, ModelPlace, RawAnswer, RawRequest } from './inference.ts';
import { logLine } from './log.ts';
import { PythonProcess } from './python/python-process.ts';
import {
  applyEffects,
  contextHead,
  type PackedValue,
  packRecords,
  packTable,
  unpackPredictions,
} from './python/values.ts';
import type { InputRecord, Predictions } from './records.ts';
import { limitsOf } from './serving/limits.ts';

/** The model of `python/model.py`. It runs in a Python process that lives as long as this worker. */
export function pythonInference(): Inference {
  return { load: startPython };
}

/** The same model for your own handler, which can change the records before Python and the predictions after it. */
export interface PythonModel {
  readonly predict: (records: readonly InputRecord[], context: Context) => Promise<readonly unknown[]>;
}

export async function loadPython(place: ModelPlace): Promise<PythonModel> {
  const model = await startPython(place);
  if (model.kind === 'raw')
    throw new TypeError('python/model.py defines handle, and only predict can be called');
  return {
    predict: async (records, context) => {
      const predictions =
        model.kind === 'table'
          ? await model.predict(tableOf(records), context)
          : await model.predict(records, context);
      return 'toRows' in predictions ? predictions.toRows() : predictions;
    },
  };
}

async function startPython({ modelDir }: ModelPlace): Promise<LoadedModel> {
  const python = new PythonProcess({
    modelDir,
    environment: process.env,
    stepTimeoutMs: limitsOf(process.env).timeoutSeconds * 1000,
    onStuck: () => logLine({ level: 'error', event: 'python-stuck', message: stuck }),
  });
  const { takes } = await python.ready();
  const bytes = inputTypes.find(({ codec }) => codec === 'bytes');
  if (takes === 'numbers' && bytes)
    throw new TypeError(
      `python/model.py takes numbers, and ${bytes.type} has none: write TAKES = "values" and decode it in Python`,
    );
  // This worker ends together with Python, and the server restarts both.
  void python.ended.then((how) => {
    logLine({ level: 'error', event: 'python-died', message: how });
    process.exit(1);
  });
  return modelOf(python, String(takes));
}

const stuck = 'one call takes longer than the timeout; the traceback of Python follows';

function modelOf(python: PythonProcess, takes: string): LoadedModel {
  if (takes === 'bytes') return { kind: 'raw', handle: (request) => handle(python, request) };
  const predict = async (value: PackedValue, context: Context): Promise<Predictions> => {
    const { head, body } = await python.ask({
      head: { ...contextHead(context), value: value.head },
      body: value.body,
      isAborted: () => context.signal.aborted,
      onHead: (said) => applyEffects(said, context),
    });
    return unpackPredictions({ head: head['value'], body } as PackedValue);
  };
  if (takes === 'numbers')
    return {
      kind: 'table',
      isSerial: true,
      decode: decodeNumbers,
      predict: (table, context) => predict(packTable(table), context),
    };
  return {
    kind: 'records',
    isSerial: true,
    predict: (records, context) => predict(packRecords(records), context),
  };
}

async function handle(python: PythonProcess, request: RawRequest): Promise<RawAnswer> {
  const { body } = await python.ask({
    head: contextHead(request),
    body: request.body,
    isAborted: () => request.signal.aborted,
    onHead: (said) => applyEffects(said, request),
  });
  return body;
}
