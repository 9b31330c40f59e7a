import { decodeNumbers } from '../codecs/read-numbers.ts';
import { inputFields, inputTypes } from '../contract.ts';
import type { Field } from '../declared.ts';
import type { Context, LoadedModel, RawAnswer, RawRequest } from '../inference.ts';
import type { Predictions } from '../records.ts';
import type { PythonProcess } from './python-process.ts';
import {
  applyAnswerHead,
  applyEffects,
  contextHead,
  isBytes,
  type PackedValue,
  packRecords,
  packTable,
  unpackPredictions,
} from './values.ts';

/** The form in which `python/model.py` takes the records. */
export type Takes = 'numbers' | 'values' | 'bytes';

/** Where the records of a model come from: from the server, or from a handler in TypeScript that may change them. */
export type RecordsFrom = 'server' | 'handler';

/** The loaded model of a Python process. Rejects where it does not load, or does not fit the manifest. */
export async function modelOf(
  python: PythonProcess,
  from: RecordsFrom,
): Promise<LoadedModel & { readonly takes: Takes }> {
  const takes = (await python.load())['takes'] as Takes;
  const rules = inputFields?.rules ?? [];
  // A handler may make anything of numbers, and passes pictures on as they are.
  const fields = from === 'server' ? rules : rules.filter(isBytes);
  if (takes === 'bytes') return { kind: 'raw', takes, handle: (request) => handle(python, request) };
  const predict = async (value: PackedValue, context: Context): Promise<Predictions> =>
    unpackPredictions(await predictPacked(python, value, context));
  if (takes === 'values')
    return {
      kind: 'records',
      takes,
      isSerial: true,
      predict: (records, context) => predict(packRecords(records, fields), context),
    };
  const bytes = inputTypes.find(({ codec }) => codec === 'bytes');
  if (bytes)
    throw new TypeError(
      `python/model.py takes numbers, and ${bytes.type} has none: write TAKES = "values" and decode it in Python`,
    );
  if (from === 'server') checkNumeric(fields);
  return {
    kind: 'table',
    takes,
    isSerial: true,
    decode: decodeNumbers,
    predict: (table, context) => predict(packTable(table), context),
  };
}

function checkNumeric(fields: readonly Field[]): void {
  const other = fields.find(({ type }) => type !== 'number' && type !== 'integer' && type !== 'boolean');
  if (other)
    throw new TypeError(
      `python/model.py takes numbers, and the field "${other.name}" is of type ${other.type}: write TAKES = "values", and predict gets a list of dicts`,
    );
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
