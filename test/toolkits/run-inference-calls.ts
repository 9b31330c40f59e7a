import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { type Running, start, writeListing } from '../runtime/listing-in-test.ts';

export type Body = string | { readonly base64: string };

/** A call of a script with `model_fn` and the others. */
export interface Call {
  /** By their names; `inference.py` is the script. */
  readonly files: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** The answers of the toolkit that this Python has, each as one text. */
export function answersOfToolkit(programs: string, calls: readonly Call[]): readonly string[] {
  const { stdout, stderr, status } = spawnSync(
    join(programs, 'python3'),
    ['-B', join(import.meta.dirname, 'answer_with_toolkit.py')],
    { input: JSON.stringify(calls), encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

export interface OurAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Buffer;
}

/** A server of ours with this `python/model.py`. */
export async function serveOurs(programs: string, model: string) {
  const server = startServer(programs, { 'python/model.py': model });
  await server.untilPrinted('model-loaded');
  return (headers: Readonly<Record<string, string>>, body: Body) => ask(server, headers, body);
}

/** The answer of a script with `inference.entry`, or the error that keeps it from loading: as one text. */
export async function answerOfEntry(programs: string, call: Call): Promise<string> {
  const { SAGEMAKER_PROGRAM = 'inference.py', ...environment } = call.environment ?? {};
  const program = SAGEMAKER_PROGRAM.replace(/(?<!\.py)$/, '.py');
  const files = Object.entries(call.files).map(([name, text]) => [`code/${name}`, text]);
  const entry = { SAGEMAKER_PROGRAM: program, ...environment };
  const server = startServer(programs, Object.fromEntries(files), entry);
  const outcome = await Promise.race([
    server.untilPrinted('model-loaded').then(() => true),
    server.untilPrinted('model-failed-to-load').then(() => false),
  ]);
  const answer = outcome ? inWords(await ask(server, call.headers, call.body)) : messageIn(server.printed());
  server.process.kill();
  return answer
    .replaceAll(`${server.listing}/ml`, '/opt/ml')
    .replaceAll(`${server.listing}/code`, '/opt/program/code');
}

/** An answer as the table has it. */
export function inWords({ status, type, body }: OurAnswer): string {
  const text = textOf(body).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '…');
  return `${status} ${type} ${text}`;
}

/** Bytes that are no text, as Python prints them. */
function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return `b'${Array.from(body, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}'`;
  }
}

function startServer(
  programs: string,
  files: Readonly<Record<string, string>>,
  entry?: Readonly<Record<string, string>>,
): Running & { readonly listing: string } {
  const listing = writeListing({
    ...files,
    'runtime/contract.ts': `export const product = { name: 'x', release: '1.0.0' };
      export const bundledModel = null;
      export const inputFields = null;
      export const inputTypes = ${typesFrom('text/csv')};
      export const outputTypes = ${typesFrom('application/json')};
      export const limits = { maxPayloadMB: 1, maxQueue: 64, batching: null, workers: 1, timeoutSeconds: 60 };`,
  });
  const environment = {
    SAGEMAKER_BIND_TO_PORT: '0',
    PATH: [programs, process.env['PATH']].join(delimiter),
    ...(entry && {
      ...entry,
      SAGEMAKER_SUBMIT_DIRECTORY: join(listing, 'code'),
      PYTHONPATH: join(listing, 'runtime/entry/modules'),
    }),
  };
  const words = entry ? ['runtime.entry.for_python'] : [];
  return { ...start(listing, 'runtime/python/server.ts', environment, words), listing };
}

async function ask(
  server: Running,
  headers: Readonly<Record<string, string>>,
  body: Body,
): Promise<OurAnswer> {
  const address = `http://127.0.0.1:${/"port":(\d+)/.exec(server.printed())?.[1]}/invocations`;
  const answer = await fetch(address, { method: 'POST', headers: { ...headers }, body: bytesOf(body) });
  const type = answer.headers.get('content-type');
  return { status: answer.status, type, body: Buffer.from(await answer.arrayBuffer()) };
}

function messageIn(log: string): string {
  const line = log.split('\n').find((one) => one.includes('model-failed-to-load')) ?? '{}';
  return `does not load: ${JSON.parse(line).message.replace(': ', ' ')}`;
}

/** The first one is for callers who name none. */
function typesFrom(first: string): string {
  const types = {
    'text/csv': 'csv',
    'application/json': 'json',
    'application/x-npy': 'npy',
    'application/jsonlines': 'jsonlines',
    'text/plain': 'text',
  };
  const named = Object.entries(types).map(([type, codec]) => ({ type, codec }));
  return JSON.stringify(
    named.sort((one, other) => Number(other.type === first) - Number(one.type === first)),
  );
}

function bytesOf(body: Body): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.base64, 'base64'));
}
