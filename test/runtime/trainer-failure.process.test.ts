import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { start } from './listing-in-test.ts';
import { failureIn, listingThatTrains, run } from './train-in-test.ts';

const throws = (thrown: unknown) => () => {
  throw thrown;
};

describe('the failure file', () => {
  test('says the error and its causes, and leaves the stack to the log', async () => {
    const { code, failure, logs } = await run(
      {},
      throws(new Error('no rows', { cause: new Error('a.csv is empty') })),
    );
    expect([code, failure]).toEqual([1, 'no rows\nbecause: a.csv is empty\n']);
    expect(logs).toMatchObject([
      { event: 'training-failed', message: failure?.trim(), stack: expect.stringContaining('at ') },
    ]);
  });

  test('says every one of several errors', async () => {
    const several = new AggregateError([new Error('one'), new Error('two')], 'all shards failed');
    const { failure } = await run({}, throws(several));
    expect(failure).toBe('all shards failed\nbecause: one\nbecause: two\n');
  });

  test('ends for an error that is its own cause', async () => {
    const fault = new Error('round');
    fault.cause = fault;
    const { failure } = await run({}, throws(fault));
    expect(failure).toMatch(/^round\nbecause: round\n/);
  });

  test.each([
    ['a text', 'a text\n'],
    ['', "The training code threw ''\n"],
    [undefined, 'The training code threw undefined\n'],
    [null, 'The training code threw null\n'],
    [{ code: 7 }, 'The training code threw { code: 7 }\n'],
    [new RangeError(), 'RangeError\n'],
  ])('says something for %o, too', async (thrown, said) => {
    const { code, failure } = await run({}, throws(thrown));
    expect([code, failure]).toEqual([1, said]);
  });

  test('is the training code’s own, if it has written one', async () => {
    const { code, failure, logs } = await run({}, ({ outputDir }) => {
      writeFileSync(join(outputDir, '../failure'), 'said by the training code');
      throw new Error('less clear');
    });
    expect([code, failure]).toEqual([1, 'said by the training code']);
    expect(logs).toMatchObject([{ message: 'less clear' }]);
  });

  test('of an earlier run is gone, whether this one fails or not', async () => {
    const stale = { 'ml/output/failure': 'yesterday' };
    expect((await run(stale)).failure).toBeUndefined();
    expect((await run(stale, throws(new Error('today')))).failure).toBe('today\n');
  });
});

describe('what SageMaker reads of it, the first 1024 characters', () => {
  test('is all of a message that fits', async () => {
    const message = 'x'.repeat(1023);
    expect((await run({}, throws(new Error(message)))).failure).toBe(`${message}\n`);
  });

  test('begins with the cause and says that the log has more, if the message is longer', async () => {
    const { failure = '', logs } = await run({}, throws(new Error(`no rows${' in a.csv'.repeat(200)}`)));
    expect(failure).toMatch(/^no rows in a\.csv in a\.csv.*…\n\(the log has the rest\)\n$/);
    expect(Buffer.byteLength(failure)).toBe(1024);
    expect(logs[0]?.['message']).toHaveLength(7 + 200 * 9);
  });

  // The reader may count bytes or characters; the text must be cut between characters in both cases.
  test.each([0, 1, 2, 3])('has only whole characters, even after %d others', async (others) => {
    for (const letter of ['ü', '表', '🚀']) {
      const message = 'x'.repeat(others) + letter.repeat(1024);
      const { failure = '' } = await run({}, throws(new Error(message)));
      expect(Buffer.byteLength(failure)).toBeLessThanOrEqual(1024);
      const said = failure.slice(0, failure.indexOf('…'));
      expect(message.startsWith(said) && said.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(said)).toBeGreaterThan(980);
    }
  });
});

describe('a process whose training code', () => {
  test.each([
    ['throws', "() => { throw new Error('no rows'); }", 'no rows'],
    [
      'throws later',
      "() => { setTimeout(() => { throw new Error('late'); }); return new Promise(() => {}); }",
      'late',
    ],
    [
      'rejects a promise that nobody awaits',
      "() => { Promise.reject(new Error('lost')); return new Promise(() => setInterval(() => {}, 1000)); }",
      'lost',
    ],
    [
      'rejects such a promise with a text',
      "() => { Promise.reject('lost text'); return new Promise(() => setInterval(() => {}, 1000)); }",
      'lost text',
    ],
    [
      'leaves an error event alone',
      "async () => { (await import('node:fs')).createReadStream('/nowhere'); await new Promise((resolve) => setTimeout(resolve, 10_000)); }",
      "ENOENT: no such file or directory, open '/nowhere'",
    ],
    ['never ends', '() => new Promise(() => {})', 'The training code waits for a promise that never settles'],
    ['exits with a code', '() => process.exit(3)', 'The training code ended the process with exit code 3'],
    [
      'sets an exit code',
      '() => { process.exitCode = 4; }',
      'The training code ended the process with exit code 4',
    ],
    ['is no function', '7', 'src/training.ts must `export default defineTraining({ train })`'],
  ])('%s ends with a failure that says so', async (_title, body, reason) => {
    const folder = listingThatTrains(body);
    const { exitCode, printed } = start(folder, 'runtime/training/trainer.ts');
    expect(await exitCode, printed()).toBeGreaterThan(0);
    expect(failureIn(folder)).toBe(`${reason}\n`);
    expect(printed()).toContain('"event":"training-failed"');
  });

  test('cannot be read ends with a failure that says so', async () => {
    const folder = listingThatTrains('', { 'src/training.ts': 'export default {' });
    expect(await start(folder, 'runtime/training/trainer.ts').exitCode).toBe(1);
    expect(failureIn(folder)).toMatch(/Expression expected|Unexpected/);
  });

  test('ends the process with 0 has completed', async () => {
    const folder = listingThatTrains('() => process.exit(0)');
    expect(await start(folder, 'runtime/training/trainer.ts').exitCode).toBe(0);
    expect(failureIn(folder)).toBeUndefined();
  });
});
