import { inputTypes } from './contract.ts';
import type { Context, Inference, ModelPlace, OutputRecord } from './inference.ts';
import { logLine } from './log.ts';
import { modelOf, type RecordsFrom } from './python/python-model.ts';
import { separatePython, startPython } from './python/start-python.ts';
import type { TableForm } from './python/table-form.ts';
import type { AnyRecord, Rows } from './records.ts';

/** The model of `python/model.py`. It runs in a Python process that lives as long as this worker. */
export function pythonInference(): Inference {
  return { load: (place) => loadModel(place, 'server') };
}

/** The same model for your own handler, which can change the records before Python and the predictions after it. */
export interface PythonModel {
  readonly predict: (records: readonly AnyRecord[], context: Context) => Promise<readonly OutputRecord[]>;
}

export async function loadPython(place: ModelPlace): Promise<PythonModel> {
  const model = await loadModel(place, 'handler');
  if (model.kind === 'raw')
    throw new TypeError('python/model.py defines handle, and only predict can be called');
  const arrange = (records: readonly AnyRecord[], { contentType, columns }: Context): Rows => {
    const codec = inputTypes.find(({ type }) => type === contentType)?.codec;
    const source = codec === 'csv' || codec === 'text' ? 'cell' : 'json';
    return (model.form as TableForm).arrange(records, columns, source);
  };
  return {
    predict: async (records, context) => {
      const predictions =
        model.kind === 'table'
          ? await model.predict(arrange(records, context), context)
          : await model.predict(records, context);
      // Only a call shows whether they are what the manifest says.
      return ('toRows' in predictions ? predictions.toRows() : predictions) as readonly OutputRecord[];
    },
  };
}

async function loadModel({ modelDir }: ModelPlace, from: RecordsFrom): ReturnType<typeof modelOf> {
  let isLoaded = false;
  const python = startPython(separatePython(modelDir, process.env), (how) => {
    // Why a model does not load is told by the error of loading it.
    if (!isLoaded) return;
    logLine({ level: 'error', event: 'python-died', message: how });
    // This worker ends together with Python, and the server restarts both.
    process.exit(1);
  });
  const model = await modelOf(python, from);
  isLoaded = true;
  return model;
}
