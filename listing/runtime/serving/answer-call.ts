import { decode, encode } from '../codecs.ts';
import type { InputType, OutputType } from '../contract.ts';
import type { DeclaredType, DeclaredTypes, Limits } from '../declared.ts';
import type { Context, LoadedModel, RawAnswer } from '../inference.ts';
import { detailsOf, type Log } from '../log.ts';
import type { AnswerHead, CallHead } from './frames.ts';
import { chooseInput, chooseOutput, type Input } from './media-types.ts';
import { type OpenCall, openContext } from './open-call.ts';
import { refusalFor } from './refusal.ts';

export interface ServingContract {
  readonly inputTypes: DeclaredTypes<InputType>;
  readonly outputTypes: DeclaredTypes<OutputType>;
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
      const ask = openRecords(model, call.body, input);
      const { context, headers } = openContext(call, input, output, ask.members);
      const predictions = ask.count === 0 ? [] : await ask.predict(context);
      return sendWhole(call, { status: 200, headers }, encode(predictions, output.codec, ask.shape));
    }
    const { context, headers } = openContext(call, input, output);
    const answer = await model.handle(Object.assign(context, { body: call.body }));
    if (typeof answer === 'string') return sendWhole(call, { status: 200, headers }, Buffer.from(answer));
    if (answer instanceof Uint8Array) return sendWhole(call, { status: 200, headers }, answer);
    await sendPieces(call, { status: 200, headers }, answer, (fault) => {
      log({ level: 'error', event: 'answer-broken-off', requestId, ...detailsOf(fault) });
    });
  } catch (fault) {
    const { status, headers, body } = refusalFor(fault, requestId);
    if (status === 500 && !call.isAborted)
      log({ level: 'error', event: 'request-failed', requestId, ...detailsOf(fault) });
    const head = { status, headers: { ...headers, 'content-type': 'application/json' } };
    sendWhole(call, head, Buffer.from(body));
  }
}

/** Decodes the body in the form that the model takes. */
function openRecords(
  model: Exclude<LoadedModel, { readonly kind: 'raw' }>,
  body: Uint8Array,
  { parameters, codec, charset }: Input<InputType>,
) {
  const hasHeader = parameters.get('header') === 'present';
  if (model.kind === 'table') {
    const { records, ...rest } = model.decode(body, codec, charset, hasHeader);
    return { ...rest, count: records.length, predict: (context: Context) => model.predict(records, context) };
  }
  const { records, ...rest } = decode(body, codec, charset, hasHeader);
  return { ...rest, count: records.length, predict: (context: Context) => model.predict(records, context) };
}

interface ChosenTypes {
  readonly input: Input<InputType>;
  readonly output: DeclaredType<OutputType>;
}

/** A cache, because callers usually send the same few headers. */
const chosen = new WeakMap<ServingContract, Map<string, ChosenTypes>>();

function chooseTypes({ contentType, accept }: CallHead, contract: ServingContract): ChosenTypes {
  const known = chosen.get(contract) ?? new Map<string, ChosenTypes>();
  chosen.set(contract, known);
  const key = `${contentType}\n${accept}`;
  const types = known.get(key) ?? {
    input: chooseInput(contentType, contract.inputTypes),
    output: chooseOutput(accept, contract.outputTypes),
  };
  if (known.size < 100) known.set(key, types);
  return types;
}

function sendWhole(call: OpenCall, head: AnswerHead, body: Uint8Array): void {
  call.send('answer', JSON.stringify(head), body);
}

/** Headers are sent with the first piece, so that an error before it is still answered with an error status. */
async function sendPieces(
  call: OpenCall,
  head: AnswerHead,
  pieces: Exclude<RawAnswer, string | Uint8Array>,
  onBroken: (fault: unknown) => void,
): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  let next = await iterator.next();
  call.send('start', JSON.stringify(head));
  try {
    while (!next.done && !call.isAborted) {
      call.send('piece', '', Buffer.from(next.value));
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
