import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { start, writeListing } from '../runtime/listing-in-test.ts';

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
  const listing = writeListing({
    'python/model.py': model,
    'runtime/contract.ts': `export const product = { name: 'x', release: '1.0.0' };
      export const bundledModel = null;
      export const inputFields = null;
      export const inputTypes = ${typesFrom('text/csv')};
      export const outputTypes = ${typesFrom('application/json')};
      export const limits = { maxPayloadMB: 1, maxQueue: 64, batching: null, workers: 1, timeoutSeconds: 60 };`,
  });
  const { untilPrinted, printed } = start(listing, 'runtime/python/server.ts', {
    SAGEMAKER_BIND_TO_PORT: '0',
    PATH: [programs, process.env['PATH']].join(delimiter),
  });
  await untilPrinted('model-loaded');
  const address = `http://127.0.0.1:${/"port":(\d+)/.exec(printed())?.[1]}/invocations`;
  return async (headers: Readonly<Record<string, string>>, body: Body): Promise<OurAnswer> => {
    const answer = await fetch(address, { method: 'POST', headers: { ...headers }, body: bytesOf(body) });
    const type = answer.headers.get('content-type');
    return { status: answer.status, type, body: Buffer.from(await answer.arrayBuffer()) };
  };
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
