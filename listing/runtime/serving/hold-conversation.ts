import type { Conversation, LoadedModel, Message } from '../inference.ts';
import { detailsOf, type Log } from '../log.ts';
import { checkClosing, closingFor } from './closing.ts';
import { type Closing, textHead } from './frames.ts';
import type { OpenConversation } from './open-conversation.ts';

/** Passes messages to the handler and from it, until one side ends. Never throws: errors become the end. */
export async function holdConversation(
  call: OpenConversation,
  model: LoadedModel,
  { log }: { readonly log: Log },
): Promise<void> {
  const { requestId } = call.head;
  try {
    const closing = await converse(call, model);
    call.send('end', JSON.stringify(closing));
  } catch (fault) {
    const closing = closingFor(fault, requestId);
    if (closing.code === 1011 && !call.isAborted)
      log({ level: 'error', event: 'conversation-failed', requestId, ...detailsOf(fault) });
    call.send('broken', JSON.stringify(closing));
  }
}

async function converse(call: OpenConversation, model: LoadedModel): Promise<Closing> {
  if (!model.converse)
    throw new TypeError('the manifest says `bidirectional`, and the handler has no `converse`');
  let closing: Closing = { code: 1000, reason: '' };
  const conversation = conversationOf(call, (chosen) => {
    closing = chosen;
  });
  call.send('start');
  call.send('next');
  // Leaving the loop ends the handler at its `yield`.
  for await (const message of model.converse(call.messages, conversation)) {
    if (call.isAborted) break;
    sendMessage(call, message);
    await call.untilMore();
  }
  return closing;
}

function sendMessage(call: OpenConversation, message: Message): void {
  if (typeof message === 'string') call.send('piece', textHead, [Buffer.from(message)]);
  else if (message instanceof Uint8Array) call.send('piece', '', [message.slice()]);
  else throw new TypeError(`converse must yield texts or bytes, not ${typeof message}`);
}

function conversationOf(call: OpenConversation, onClosing: (closing: Closing) => void): Conversation {
  const { requestId, attributes, inferenceId, sessionId, query } = call.head;
  return {
    ...{ requestId, attributes, inferenceId, sessionId },
    query: new URLSearchParams(query),
    get signal() {
      return call.signal;
    },
    closeWith: (code, reason = '') => {
      checkClosing({ code, reason });
      onClosing({ code, reason });
    },
  };
}
