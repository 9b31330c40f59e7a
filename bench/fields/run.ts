// `npm run bench:fields`: what checking records by `fields` costs. Listings with and without fields answer the same
// bodies of 10,000 records, one call after the other. Without fields, the handlers turn cells into numbers themselves.
// Other programs of the machine disturb the CPU time less than the time of a call. Prints a Markdown table.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePython } from '../../test/support/make-python.ts';
import { type Running, start } from '../serving/running.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const rounds = Number(process.env['ROUNDS'] ?? 100);
const warmUp = 30;
const records = 10_000;
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const columns = names.map((name) => `{ name: ${name}, type: number, min: 0, max: 1000 }`);
const fields = `fields:
  input: [${columns.join(', ')}]
  output: [{ name: sum, type: number }]
`;

interface Handler {
  readonly name: string;
  readonly framework: string;
  readonly file: string;
  readonly without: string;
  readonly withFields: string;
  /** The bodies that the handler without fields can read. */
  readonly bodies: readonly (keyof typeof bodies)[];
}

const rows = Array.from({ length: records }, (_, row) =>
  names.map((_name, column) => ((row * 37 + column * 101) % 9973) / 16),
);
const objects = rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])));
const bodies = {
  CSV: ['text/csv', rows.map((row) => row.join(',')).join('\n')],
  'JSON, lists': ['application/json', JSON.stringify({ instances: rows })],
  'JSON, objects': ['application/json', JSON.stringify({ instances: objects })],
} as const;

const typescript = (sum: string) => `import { defineInference } from '../runtime/inference.ts';
${sum}
export default defineInference({
  load: () => undefined,
  predict: (_model, records) => records.map(sum),
});
`;

const python = (takes: string, predict: string) => `TAKES = "${takes}"


def load(model_dir):
    return None


def predict(model, records):
    return ${predict}
`;

const handlers: readonly Handler[] = [
  {
    name: 'TypeScript',
    framework: 'typescript',
    file: 'src/inference.ts',
    without: typescript(`function sum(record: unknown): number {
  const cells: unknown[] = Array.isArray(record) ? record : Object.values(record as object);
  return cells.reduce((total: number, cell) => {
    const value = typeof cell === 'number' || (typeof cell === 'string' && cell.trim()) ? Number(cell) : NaN;
    if (Number.isFinite(value)) return total + value;
    throw new Error('this is no number');
  }, 0);
}`),
    withFields: typescript(`import type { InputRecord } from '../runtime/contract.ts';
function sum({ a, b, c, d, e, f, g, h, i, j }: InputRecord): number {
  return a + b + c + d + e + f + g + h + i + j;
}`),
    bodies: ['CSV', 'JSON, lists', 'JSON, objects'],
  },
  {
    name: 'Python, numbers',
    framework: 'scikit-learn',
    file: 'python/model.py',
    without: python('numbers', 'records.sum(axis=1)'),
    withFields: python('numbers', 'records.sum(axis=1)'),
    bodies: ['CSV', 'JSON, lists', 'JSON, objects'],
  },
  {
    name: 'Python, frame',
    framework: 'scikit-learn',
    file: 'python/model.py',
    without: python('frame', 'records.to_numpy().sum(axis=1)'),
    withFields: python('frame', 'records.to_numpy().sum(axis=1)'),
    bodies: ['CSV', 'JSON, lists', 'JSON, objects'],
  },
  {
    name: 'Python, values',
    framework: 'scikit-learn',
    file: 'python/model.py',
    without: python(
      'values',
      '[sum(map(float, record.values() if isinstance(record, dict) else record)) for record in records]',
    ),
    withFields: python('values', '[sum(record.values()) for record in records]'),
    bodies: ['CSV', 'JSON, lists', 'JSON, objects'],
  },
];

const folder = mkdtempSync(join(tmpdir(), 'bench-fields-'));
try {
  console.log(
    `\n${process.version}, ${cpus().length} cores, ${records} records, medians of ${rounds} calls\n`,
  );
  console.log('| handler | body | CPU ms without | with | ratio | ms of a call without | with | ratio |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const handler of handlers) await compare(handler);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function compare(handler: Handler): Promise<void> {
  const [without, withFields] = await Promise.all([serve(handler, false), serve(handler, true)]);
  try {
    for (const name of handler.bodies) {
      const [before, after] = await alternately(name, without, withFields);
      const cells = (['cpuMs', 'callMs'] as const).flatMap((what) => {
        const [one = 0, other = 0] = [before?.[what], after?.[what]];
        return [one.toFixed(1), other.toFixed(1), (other / one).toFixed(2)];
      });
      console.log(`| ${handler.name} | ${name} | ${cells.join(' | ')} |`);
    }
  } finally {
    await Promise.all([without.stop(), withFields.stop()]);
  }
}

function serve({ name, framework, file, ...handler }: Handler, hasFields: boolean): Promise<Running> {
  const listing = join(folder, `${name}-${hasFields}`);
  const manifest = `version: 1
product: { type: model-package, name: measured }
framework: ${framework}
base: amazonlinux:2023
contentTypes: { input: [text/csv, application/json], output: [application/json] }
artifacts: { mode: bundled, path: model }
inference: { workers: 1, batching: off }
${hasFields ? fields : ''}`;
  const place = (path: string, text: string) => {
    mkdirSync(dirname(join(listing, path)), { recursive: true });
    writeFileSync(join(listing, path), text);
  };
  place('marketplace.yaml', manifest);
  place(file, hasFields ? handler.withFields : handler.without);
  execFileSync(process.execPath, [join(root, 'dist/main.js'), 'generate', listing]);
  const PATH = [makePython('listing'), process.env['PATH']].join(':');
  return start({ name, command: () => [join(listing, 'bin/serve')], environment: { PATH } });
}

interface Spent {
  /** Of all processes of the server, for one call. */
  readonly cpuMs: number;
  readonly callMs: number;
}

/** The two alternate, so that a slow moment affects both. The first calls warm up. */
async function alternately(
  name: keyof typeof bodies,
  ...servers: readonly Running[]
): Promise<readonly Spent[]> {
  const calls: number[][] = servers.map(() => []);
  for (let round = 0; round < warmUp; round++) for (const server of servers) await timeOf(server, name);
  const begun = servers.map((server) => server.cpuMs());
  for (let round = 0; round < rounds; round++)
    for (const [at, server] of servers.entries()) calls[at]?.push(await timeOf(server, name));
  return servers.map((server, at) => ({
    cpuMs: (server.cpuMs() - (begun[at] ?? 0)) / rounds,
    callMs: median(calls[at] ?? []),
  }));
}

async function timeOf({ url }: Running, name: keyof typeof bodies): Promise<number> {
  const [type, body] = bodies[name];
  const begun = performance.now();
  const answer = await fetch(`${url}/invocations`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  const answered = Object(await answer.json());
  const spent = performance.now() - begun;
  if (answered.length !== records && answered.predictions?.length !== records)
    throw new Error(`${name}: ${answer.status} ${JSON.stringify(answered).slice(0, 200)}`);
  return spent;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
}
