import { type Decoded, decode, encode } from '../codecs.ts';
import type { InputType, OutputType } from '../contract.ts';
import type { DeclaredType, DeclaredTypes, Limits, RecordFields } from '../declared.ts';
import { decodeFieldRecords } from '../fields/field-records.ts';
import type { Asked, Context, LoadedModel, RawAnswer } from '../inference.ts';
import { detailsOf, type Log } from '../log.ts';
import type { Predictions } from '../records.ts';
import type { DraftHead } from './draft-head.ts';
import { type AnswerHead, type CallHead, lengthOf } from './frames.ts';
import { giveBack } from './give-back.ts';
import { chooseInput, chooseOutput, type Input } from './media-types.ts';
import type { OpenCall } from './open-call.ts';
import { openContext } from './open-context.ts';
import { refusalFor } from './refusal.ts';
import { remember } from './remember.ts';

export interface ServingContract {
  readonly inputTypes: DeclaredTypes<InputType>;
  readonly outputTypes: DeclaredTypes<OutputType>;
  readonly inputFields: RecordFields | null;
  readonly limits: Limits;
}

interface Answering {
  readonly contract: ServingContract;
  readonly log: Log;
}

/**
 * Decodes, predicts, encodes. Never throws: errors become the answer, and internal details only appear in the log.
 */
export async function answerCall(
  call: OpenCall,
  model: LoadedModel,
  { contract, log }: Answering,
): Promise<void> {
  const { requestId } = call.head;
  try {
    if (call.isAborted) throw new Error('the caller no longer waits for the answer');
    const { input, output } = chooseTypes(call.head, contract);
    if (model.kind !== 'raw') {
      const isLarge = model.aside && lengthOf(call.pieces) >= worthAThread;
      const asked = isLarge
        ? await model.aside(call.pieces, input)
        : openRecords(model, call.body, input, contract);
      const { context, head } = openContext(call, input, output, asked);
      const body = await asked.answer(context, output.codec);
      return sendWhole(call, head.take(), body);
    }
    const { context, head } = openContext(call, input, output);
    const { setContentType, setStatus } = head;
    const answer = await model.handle(Object.assign(context, { body: call.body, setContentType, setStatus }));
    if (typeof answer === 'string') return sendWhole(call, head.take(), Buffer.from(answer));
    if (answer instanceof Uint8Array) return sendWhole(call, head.take(), answer);
    await sendPieces(call, head, answer, (fault) => {
      log({ level: 'error', event: 'answer-broken-off', requestId, ...detailsOf(fault) });
    });
  } catch (fault) {
    const { status, headers, body } = refusalFor(fault, requestId);
    if (status >= 500 && !call.isAborted)
      log({ level: 'error', event: 'request-failed', requestId, ...detailsOf(fault) });
    const head = { status, headers: { ...headers, 'content-type': 'application/json' } };
    sendWhole(call, head, Buffer.from(body));
  }
}

/** Decoding so many bytes takes about a millisecond. */
const worthAThread = 131_072;

/** Decodes the body in the form that the model takes. */
function openRecords(
  model: Exclude<LoadedModel, { readonly kind: 'raw' }>,
  body: Uint8Array,
  { parameters, codec, charset }: Input<InputType>,
  { inputFields }: ServingContract,
): Asked {
  const hasHeader = parameters.get('header') === 'present';
  const answered = <Records extends { readonly length: number }>(
    { records, shape, members, header }: { readonly records: Records } & Omit<Decoded, 'records'>,
    predict: (records: Records, context: Context) => Promise<Predictions>,
  ): Asked => {
    // The records of other codecs are in the memory of the body.
    if (codec !== 'bytes' && codec !== 'npy') giveBack(body);
    return {
      members,
      columns: header,
      answer: async (context, output) =>
        encode(records.length === 0 ? [] : await predict(records, context), output, shape),
    };
  };
  if (model.kind === 'table')
    return answered(model.decode(body, codec, charset, hasHeader, inputFields), model.predict);
  if (inputFields)
    return answered(decodeFieldRecords(body, codec, charset, hasHeader, inputFields), model.predict);
  return answered(decode(body, codec, charset, hasHeader), model.predict);
}

interface ChosenTypes {
  readonly input: Input<InputType>;
  readonly output: DeclaredType<OutputType>;
}

function rememberTypes(contract: ServingContract) {
  return remember(
    (_key, { contentType, accept }: CallHead): ChosenTypes => ({
      input: chooseInput(contentType, contract.inputTypes),
      output: chooseOutput(accept, contract.outputTypes),
    }),
  );
}

const chosen = new WeakMap<ServingContract, ReturnType<typeof rememberTypes>>();

function chooseTypes(head: CallHead, contract: ServingContract): ChosenTypes {
  const choose = chosen.get(contract) ?? rememberTypes(contract);
  chosen.set(contract, choose);
  return choose(`${head.contentType}\n${head.accept}`, head);
}

function sendWhole(call: OpenCall, head: AnswerHead, body: Uint8Array): void {
  call.send('answer', JSON.stringify(head), [body]);
}

/** Headers are sent with the first piece, so that an error before it is still answered with an error status. */
async function sendPieces(
  call: OpenCall,
  head: DraftHead,
  pieces: Exclude<RawAnswer, string | Uint8Array>,
  onBroken: (fault: unknown) => void,
): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  let next = await iterator.next();
  call.send('start', JSON.stringify(head.take()));
  try {
    while (!next.done && !call.isAborted) {
      call.send('piece', '', [Buffer.from(next.value)]);
      await call.untilMore();
      next = await iterator.next();
    }
    if (call.isAborted) await iterator.return?.();
    call.send('end', '');
  } catch (fault) {
    if (!call.isAborted) onBroken(fault);
    call.send('broken', '');
  }
}
