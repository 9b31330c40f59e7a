import { BadBody, defineInference, jsonLines, serverSentEvents } from '../runtime/inference.ts';

// Loads and calls your model, which answers piece by piece. Replace `load` and `generate`. The rest of the SageMaker
// contract is in runtime/.
export default defineInference({
  // Runs once per worker. `/ping` answers 503 until it has finished. Read your model from `modelDir` here; `handle`
  // gets the value that you return.
  load: async () => ({ ending: '.' }),

  // Runs for every call, with the bytes of its body. Each piece is sent when it is there, and the next one is asked
  // for when the caller has taken it. What is thrown before the first piece is answered as an error; after it, the
  // connection is cut.
  handle: async (model, request) => {
    const accept: string = request.accept;
    const pieces = generate(model, textOf(request.body));
    if (accept === 'text/event-stream') return serverSentEvents(asEvents(pieces));
    if (accept.startsWith('text/')) return pieces;
    return accept === 'application/json' ? JSON.stringify(await all(pieces)) : jsonLines(pieces);
  },
});

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new BadBody('the body is not UTF-8');
  }
}

/** A body of 25 MB would be answered by millions of pieces. */
const mostWords = 100;

async function* generate({ ending }: { readonly ending: string }, text: string): AsyncGenerator<string> {
  for (const word of text.trim().split(/\s+/, mostWords)) yield `${word} `;
  yield ending;
}

async function* asEvents(pieces: AsyncIterable<string>) {
  for await (const piece of pieces) yield { data: { text: piece } };
  // OpenAI's clients stop here.
  yield { data: '[DONE]' };
}

async function all(pieces: AsyncIterable<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const piece of pieces) found.push(piece);
  return found;
}
