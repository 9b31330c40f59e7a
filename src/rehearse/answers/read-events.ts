import { failure, ok, type Result } from '../../model/result.ts';

const fields = new Set(['data', 'event', 'id', 'retry']);

/** Reads a body of `text/event-stream` as browsers do: the data of each event. */
export function readEvents(body: Uint8Array): Result<readonly string[]> {
  const lines = new TextDecoder().decode(body).split(/\r\n?|\n/);
  // What follows the last line break is no line yet.
  if (lines.at(-1) === '') lines.pop();
  const events: string[] = [];
  let data: string[] = [];
  for (const [index, line] of lines.entries()) {
    const name = line.split(':', 1)[0] ?? '';
    if (line === '') {
      if (data.length > 0) events.push(data.join('\n'));
      data = [];
    } else if (name === 'data') data.push(line.slice(name.length + 1).replace(/^ /, ''));
    else if (name !== '' && !fields.has(name))
      return failure(`line ${index + 1} is not a line of an event, such as "data: …"`);
  }
  if (data.length > 0) return failure('its last event does not end with an empty line, so clients drop it');
  return events.length > 0 ? ok(events) : failure('it has no event with data');
}
