import type { Codec } from '../../model/catalogue.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import type { Content } from './content.ts';
import { readCsv } from './read-csv.ts';
import { readNpy } from './read-npy.ts';

/** Reads a body as a caller does. The reason says what they cannot read. */
export function readContent(body: Uint8Array, codec: Codec): Result<Content> {
  if (codec === 'bytes') return ok({ value: Buffer.from(body).toString('latin1'), records: undefined });
  if (codec === 'npy') return readNpy(body);
  const text = decode(body);
  if (text === undefined) return failure('it is not UTF-8');
  if (codec === 'text') return ok({ value: text, records: undefined });
  if (codec === 'csv') return readCsv(text);
  return codec === 'json' ? readJson(text) : readLines(text);
}

function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** The members that hold one item for each record. */
const listMembers = ['instances', 'predictions'];

function readJson(text: string): Result<Content> {
  const parsed = parse(text);
  if (!parsed.ok) return failure(`it is not JSON: ${parsed.reason}`);
  const { value } = parsed;
  const list = Array.isArray(value)
    ? value
    : listMembers.map((name) => Object(value)[name]).find((member) => Array.isArray(member));
  return ok({ value, records: list?.length });
}

function readLines(text: string): Result<Content> {
  const values: unknown[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = parse(line);
    if (!parsed.ok) return failure(`line ${index + 1} is not JSON: ${parsed.reason}`);
    values.push(parsed.value);
  }
  return ok({ value: values, records: values.length });
}

function parse(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    return failure(error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error));
  }
}
