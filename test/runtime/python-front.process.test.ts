import { describe, expect, test } from 'vitest';
import { sharedByTests } from '../support/when-over.ts';
import { pythonKeepsItsPromises, serving, startProgram } from './python-promises.ts';

// The server itself drives Python.
const way = {
  server: 'runtime/python/server.ts',
  worker: 'startPythonWorker',
  from: 'runtime/python/python-worker.ts',
};

pythonKeepsItsPromises(way);

const rows = (count: number) => Array.from({ length: count }, (_, row) => [String(row), 'ü']);
const sum = `
from runtime.inference import BadBody

def load(model_dir):
    return 0

def predict(model, records):
    if records[0][0] == "refuse":
        raise BadBody("refused")
    return [int(record[0]) * 2 for record in records]
`;

describe('a large body', () => {
  const asked = sharedByTests(() => serving(way, sum, { batching: '{ maxSize: 1000, maxDelayMs: 0 }' }));

  test('is read and answered in another thread, and its answer is that of its records', async () => {
    const body = rows(50_000).join('\n');
    const [answer, small] = await Promise.all([asked().invoke(body), asked().invoke('3,a\n4,b')]);
    expect(JSON.parse(answer.text)).toEqual(rows(50_000).map(([row]) => Number(row) * 2));
    expect(JSON.parse(small.text)).toEqual([6, 8]);
  });

  test('that cannot be read is refused with the place, and one that the model refuses with its words', async () => {
    const bad = await asked().invoke(`${rows(50_000).join('\n')}\n"a`);
    expect([bad.status, bad.text]).toEqual([400, expect.stringContaining('line 50001')]);
    const refused = await asked().invoke(`refuse,1\n${rows(50_000).join('\n')}`);
    expect([refused.status, refused.text]).toEqual([400, '{"error":"refused"}']);
  });
});

test('calls that are given in one turn reach the model as one batch', async () => {
  const counting = `
def load(model_dir):
    return 0

def predict(model, records):
    return [len(records)] * len(records)
`;
  const program = `import { startPythonWorker } from './runtime/python/python-worker.ts';
import { printCallHead } from './runtime/serving/frames.ts';

const { connect, close } = startPythonWorker();
const isReady = Promise.withResolvers();
const answers = [];
const writer = connect(({ kind, body }) => {
  if (kind === 'ready') isReady.resolve();
  if (kind === 'answer') answers.push(String(body[0]));
  if (answers.length === 3) {
    console.log('answers', answers.join(' '));
    close();
  }
});
writer.send('load', 0);
await isReady.promise;
const head = printCallHead({ requestId: crypto.randomUUID() });
for (const call of [1, 2, 3]) {
  console.log('waiting', writer.hasWaiting);
  writer.send('call', call, head, [Buffer.from('a')]);
}
setImmediate(() => console.log('waiting', writer.hasWaiting));
`;
  const running = startProgram(way, counting, { batching: '{ maxSize: 100, maxDelayMs: 0 }' }, program);
  await running.untilPrinted('answers');
  const said = running.printed().match(/^(waiting|answers) .*$/gm);
  expect(said).toEqual(['waiting false', 'waiting true', 'waiting true', 'waiting false', 'answers 3 3 3']);
});
