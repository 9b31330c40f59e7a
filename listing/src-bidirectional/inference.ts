import { BadBody, type Conversation, defineInference, type Message } from '../runtime/inference.ts';

// Loads and calls your model, which also talks to callers. Replace the functions. The rest of the SageMaker contract is
// in runtime/.
export default defineInference({
  // Runs once per worker. `/ping` answers 503 until it has finished. Read your model from `modelDir` here; the others
  // get the value that you return.
  load: async () => ({ ending: '.' }),

  // Runs for every ordinary call, which endpoints and batch transforms need too. Return one prediction per record.
  predict: async (model, records) => records.map((record) => ({ prediction: reply(model, textOf(record)) })),

  // Runs once per conversation: a WebSocket that stays open for up to 30 minutes. `messages` ends when the caller sends
  // no more. A message is a text or bytes, and so is what you yield; the next one is asked for when the caller has taken
  // it. Several conversations share this process, so await what takes long.
  converse: async function* (model, messages, conversation) {
    const most = limitOf(conversation);
    let count = 0;
    for await (const message of messages) {
      yield typeof message === 'string' ? reply(model, message) : message;
      count += 1;
      if (count === most) return conversation.closeWith(4000, `${most} messages were answered`);
    }
  },
});

function reply({ ending }: { readonly ending: string }, text: string): Message {
  return `${text}${ending}`;
}

/** `?most=3` in the address ends the conversation after three messages. */
function limitOf({ query }: Conversation): number {
  const most = Number(query.get('most') ?? Number.POSITIVE_INFINITY);
  if (!(most > 0)) throw new BadBody('most is not a number above 0');
  return most;
}

function textOf(record: unknown): string {
  return record instanceof Uint8Array ? `${record.length} bytes` : String(record);
}
