import type { IncomingMessage, ServerResponse } from 'node:http';
import { availableParallelism } from 'node:os';
import { pipeline } from 'node:stream/promises';
import type { Charset, Codec, DeclaredType, DeclaredTypes } from './codecs.ts';
import type { InputType, OutputType } from './contract.ts';
import { BadBody, type Context, type Limits } from './inference.ts';

/** An answer other than 200, thrown from wherever it becomes clear. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

/** The caller learns what he can mend, and of anything else only that it failed. */
export function refusalFor(fault: unknown, requestId: string): Refusal {
  if (fault instanceof Refusal) return fault;
  if (fault instanceof BadBody) return new Refusal(400, fault.message);
  return new Refusal(500, 'the model failed on this request', { requestId });
}

/** Never sent: it ends the work on an answer that nobody waits for. */
export function callerGone(): Refusal {
  return new Refusal(499, 'the caller has gone');
}

/** The path that a request may use in this way, or 404 or 405. */
export function choosePath({ url, method }: IncomingMessage): string {
  const path = url?.split('?')[0] ?? '';
  const allowed = methods.get(path);
  if (!allowed) throw new Refusal(404, 'there is nothing at this path', { supported: [...methods.keys()] });
  if (allowed.includes(method ?? '')) return path;
  const allow = allowed.join(', ');
  throw new Refusal(405, `${path} does not take ${method}`, { supported: allowed }, { allow });
}

const methods: ReadonlyMap<string, readonly string[]> = new Map([
  ['/ping', ['GET', 'HEAD']],
  ['/invocations', ['POST']],
  ['/execution-parameters', ['GET', 'HEAD']],
]);

interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export interface Input<Type extends string> extends MediaType {
  readonly type: Type;
  readonly codec: Codec;
  readonly charset: Charset;
}

/**
 * What the body is, or 415. Without a type, and with the one that curl sends on its own, it is the first declared type.
 * Types are compared without case and parameters: SageMaker's own pages write `text/CSV; label_size=0`.
 */
export function chooseInput<Type extends string>(
  header: string | undefined,
  declared: DeclaredTypes<Type>,
): Input<Type> {
  const { type, parameters } = parseMediaType(header ?? '');
  const isUnspecified = ['', '*/*', 'application/x-www-form-urlencoded'].includes(type);
  const match = declared.find((one) => one.type === type) ?? (isUnspecified ? declared[0] : undefined);
  const supported = declared.map((one) => one.type);
  if (!match) throw new Refusal(415, `the content type ${type} is not supported`, { supported });
  const label = parameters.get('charset') ?? 'utf-8';
  const charset = charsets.get(label.toLowerCase());
  const isText = match.codec !== 'bytes' && match.codec !== 'npy';
  if (isText && !charset)
    throw new Refusal(415, `the charset ${label} is not supported`, { supported: [...charsets.keys()] });
  return { ...match, parameters, charset: charset ?? 'utf-8' };
}

const charsets: ReadonlyMap<string, Charset> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['iso-8859-1', 'latin1'],
  ['latin1', 'latin1'],
  ['us-ascii', 'us-ascii'],
]);

/** What the caller likes best among the declared types, or 406. The manifest's order settles what the caller left open. */
export function chooseOutput<Type extends string>(
  header: string | undefined,
  declared: DeclaredTypes<Type>,
): DeclaredType<Type> {
  if (!header?.trim()) return declared[0];
  const ranges = header.split(',').map(parseMediaType);
  const ranked = declared
    .map((one) => ({ one, quality: qualityOf(one.type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((left, right) => right.quality - left.quality);
  const best = ranked[0]?.one;
  if (best) return best;
  const supported = declared.map((one) => one.type);
  throw new Refusal(406, `nothing that was asked for (${header.trim()}) can be answered`, { supported });
}

/** The most specific range speaks for a type: `text/csv;q=0` holds against a later `text/*`. */
function qualityOf(type: string, ranges: readonly MediaType[]): number {
  const names = [type, `${type.split('/')[0]}/*`, '*/*'];
  const range = names.flatMap((name) => ranges.find((one) => one.type === name) ?? [])[0];
  return range ? Number(range.parameters.get('q') ?? 1) : 0;
}

function parseMediaType(text: string): MediaType {
  const [type = '', ...rest] = text.split(';');
  const parameters = rest.map((part): [string, string] => {
    const [name = '', ...value] = part.split('=');
    return [
      name.trim().toLowerCase(),
      value
        .join('=')
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    ];
  });
  return { type: type.trim().toLowerCase(), parameters: new Map(parameters) };
}

/** The whole body, or 413. What is too much is read and dropped, for a caller who still sends does not see the answer. */
export function readBody(request: IncomingMessage, maxPayloadMB: number): Promise<Uint8Array> {
  const maxBytes = maxPayloadMB * 2 ** 20;
  const tooLarge = () => new Refusal(413, `the body is larger than ${maxPayloadMB} MB`, { maxPayloadMB });
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return reject(tooLarge());
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) return chunks.push(chunk);
      chunks = [];
      return reject(tooLarge());
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => reject(callerGone()));
  });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly input: Input<InputType>;
  readonly output: DeclaredType<OutputType>;
  readonly signal: AbortSignal;
}

/** What the handler sees of a call, and the headers of its answer, to which it may add. */
export function openContext({ request, requestId, input, output, signal }: Exchange) {
  const headers: Record<string, string> = { 'content-type': output.type };
  const context: Context = {
    contentType: input.type,
    parameters: input.parameters,
    accept: output.type,
    attributes: request.headers['x-amzn-sagemaker-custom-attributes']?.toString(),
    requestId,
    signal,
    setAttributes: (attributes) => {
      if (!/^[ -~]{0,1024}$/.test(attributes))
        throw new RangeError('custom attributes are at most 1024 visible ASCII characters');
      headers['x-amzn-sagemaker-custom-attributes'] = attributes;
    },
    meter: (units) => {
      if (!Number.isSafeInteger(units) || units < 1)
        throw new RangeError(`${units} is no count of inferences`);
      const metering = { Dimension: 'inference.count', ConsumedUnits: units };
      headers['x-amzn-inference-metering'] = JSON.stringify(metering);
    },
  };
  return { context, headers };
}

/**
 * `BatchStrategy` is left out: SageMaker reads `MULTI_RECORD`, its local mode only `MultiRecord`, and both do without.
 * A transform job refuses a product above 100.
 */
export function executionParameters(limits: Limits): Readonly<Record<string, number>> {
  const payloadMB = Math.min(limits.maxPayloadMB, 100);
  const workers = limits.workers === 'auto' ? availableParallelism() : limits.workers;
  const concurrent = Math.max(1, Math.min(workers, Math.floor(100 / payloadMB)));
  return { MaxConcurrentTransforms: concurrent, MaxPayloadInMB: payloadMB };
}

/** Does nothing for a caller who has gone, or was told 504 meanwhile. */
export function sendBytes(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | string,
): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendBytes(response, status, { ...headers, 'content-type': 'application/json' }, JSON.stringify(value));
}

/** Headers go out with the first piece, so that a fault or a timeout before it is still an ordinary answer. */
export async function sendPieces(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  pieces: AsyncIterable<Uint8Array | string>,
  signal: AbortSignal,
  onStart: () => void,
): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* allPieces() {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  if (signal.aborted) return void (await iterator.return?.());
  onStart();
  response.writeHead(200, headers);
  await pipeline(allPieces, response, { signal });
}
