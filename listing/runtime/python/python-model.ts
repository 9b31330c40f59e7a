import type { ModelColumns } from '../columns/model-columns.ts';
import { inputFields, inputTypes } from '../contract.ts';
import type { Context, LoadedModel, RawAnswer, RawRequest } from '../inference.ts';
import type { Predictions } from '../records.ts';
import { checkFields, formWords } from './check-fields.ts';
import type { PythonProcess } from './python-process.ts';
import { type TableForm, tableForm } from './table-form.ts';
import {
  applyAnswerHead,
  applyEffects,
  contextHead,
  isBytes,
  type PackedValue,
  packRecords,
  unpackPredictions,
} from './values.ts';

/** The form in which `python/model.py` takes the records. */
export type Takes = 'frame' | 'numbers' | 'values' | 'bytes';

/** What Python says about its model. */
export interface Said {
  readonly takes: Takes;
  readonly columns: ModelColumns | null;
  /** Whether it has `converse`. */
  readonly converses?: boolean;
}

/** Where the records of a model come from: from the server, or from a handler in TypeScript that may change them. */
export type RecordsFrom = 'server' | 'handler';

/** The loaded model of a Python process. Rejects where it does not load, or does not fit the manifest. */
export async function modelOf(
  python: PythonProcess,
  from: RecordsFrom,
): Promise<LoadedModel & Said & { readonly form?: TableForm }> {
  const { takes, columns, converses } = (await python.load()) as unknown as Said;
  const converse: LoadedModel['converse'] = converses
    ? (messages, conversation) => python.converse(messages, conversation)
    : undefined;
  const rules = inputFields?.rules ?? [];
  // A handler may make anything of numbers, and passes pictures on as they are.
  const fields = from === 'server' ? rules : rules.filter(isBytes);
  if (takes === 'bytes')
    return { kind: 'raw', converse, takes, columns, handle: (request) => handle(python, request) };
  const predict = async (value: PackedValue, context: Context): Promise<Predictions> =>
    unpackPredictions(await predictPacked(python, value, context));
  if (takes === 'values')
    return {
      kind: 'records',
      converse,
      takes,
      columns,
      isSerial: true,
      predict: (records, context) => predict(packRecords(records, fields), context),
    };
  const bytes = inputTypes.find(({ codec }) => codec === 'bytes');
  if (bytes)
    throw new TypeError(
      `python/model.py takes ${formWords[takes]}, and ${bytes.type} has none: write TAKES = "values" and decode it in Python`,
    );
  const form = tableForm({ takes, columns });
  if (from === 'server') checkFields(fields, { takes, columns });
  return {
    kind: 'table',
    converse,
    takes,
    columns,
    form,
    isSerial: true,
    decode: form.decode,
    predict: (table, context) => predict(form.pack(table), context),
  };
}

export async function predictPacked(
  python: PythonProcess,
  value: PackedValue,
  context: Context,
): Promise<PackedValue> {
  const { head, body } = await python.ask({
    head: { ...contextHead(context), value: value.head },
    body: value.body,
    isAborted: () => context.signal.aborted,
    onHead: (said) => applyEffects(said, context),
  });
  return { head: head['value'], body } as PackedValue;
}

async function handle(python: PythonProcess, request: RawRequest): Promise<RawAnswer> {
  const { body } = await python.ask({
    head: contextHead(request),
    body: request.body,
    isAborted: () => request.signal.aborted,
    onHead: (said) => {
      applyEffects(said, request);
      applyAnswerHead(said, request);
    },
  });
  return body;
}
