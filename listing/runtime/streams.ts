/** What a stream is made of: it may come over time, or be there. */
export type Source<Item> = AsyncIterable<Item> | Iterable<Item>;

/** One event of `text/event-stream`. */
export interface ServerEvent {
  /** A text goes as it is, and anything else as JSON. */
  readonly data: unknown;
  /** The kind of the event. Browsers call it `message` where it is not said. */
  readonly event?: string;
  readonly id?: string;
}

/** A stream of server-sent events (`text/event-stream`), as browsers and OpenAI's clients read it. */
export async function* serverSentEvents(events: Source<ServerEvent>): AsyncGenerator<string> {
  for await (const { data, event, id } of events) {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    const lines = text.split(/\r\n?|\n/).map((line) => `data: ${line}\n`);
    yield [...field('event', event), ...field('id', id), ...lines, '\n'].join('');
  }
}

function field(name: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  if (/[\r\n\0]/.test(value)) throw new RangeError(`the ${name} of an event has no line breaks`);
  return [`${name}: ${value}\n`];
}

/** A stream of JSON Lines (`application/jsonlines`): each value is a line. */
export async function* jsonLines(values: Source<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`;
}
