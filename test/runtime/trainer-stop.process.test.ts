import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { start } from './listing-in-test.ts';
import { failureIn, listingThatTrains, readIfThere, run } from './train-in-test.ts';

/** Training code that waits for the stop signal and for the test, and then runs this code. */
function whenStopped(then: string): string {
  return `async ({ signal, modelDir }) => {
    const { existsSync, writeFileSync } = await import('node:fs');
    const until = async (isSo) => { while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10)); };
    console.log('training');
    await until(() => signal.aborted);
    console.log('saving');
    await until(() => existsSync(modelDir + '/go-on'));
    ${then}
  }`;
}

describe('SIGTERM', () => {
  test('lets the training code save and ends with 0, and a second one changes nothing', async () => {
    const folder = listingThatTrains(whenStopped("writeFileSync(modelDir + '/model.json', 'saved');"));
    const running = start(folder, 'runtime/training/trainer.ts');
    await running.untilPrinted('training');
    running.process.kill('SIGTERM');
    await running.untilPrinted('saving');
    running.process.kill('SIGTERM');
    await expect.poll(() => running.printed().match(/"event":"stopping"/g)?.length).toBe(2);
    writeFileSync(join(folder, 'ml/model/go-on'), '');
    expect(await running.exitCode, running.printed()).toBe(0);
    expect(readIfThere(join(folder, 'ml/model/model.json'))).toBe('saved');
    expect(failureIn(folder)).toBeUndefined();
  });

  test('ends with 1 and the reason when saving goes wrong', async () => {
    const folder = listingThatTrains(whenStopped("throw new Error('no space left');"));
    const running = start(folder, 'runtime/training/trainer.ts');
    await running.untilPrinted('training');
    writeFileSync(join(folder, 'ml/model/go-on'), '');
    running.process.kill('SIGTERM');
    expect(await running.exitCode).toBe(1);
    expect(failureIn(folder)).toBe('no space left\n');
  });

  test('is the reason of training code that gives up instead of saving', async () => {
    const folder = listingThatTrains(whenStopped('signal.throwIfAborted();'));
    const running = start(folder, 'runtime/training/trainer.ts');
    await running.untilPrinted('training');
    writeFileSync(join(folder, 'ml/model/go-on'), '');
    running.process.kill('SIGTERM');
    expect(await running.exitCode).toBe(1);
    expect(failureIn(folder)).toBe('The job was stopped (SIGTERM)\n');
  });
});

test('a second Ctrl-C ends a run by hand at once', async () => {
  const running = start(listingThatTrains(whenStopped('')), 'runtime/training/trainer.ts');
  await running.untilPrinted('training');
  running.process.kill('SIGINT');
  await running.untilPrinted('saving');
  running.process.kill('SIGINT');
  await running.exitCode;
  expect(running.process.signalCode).toBe('SIGINT');
});

describe('the time to save', () => {
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

  test('is enough for training code that returns within it', async () => {
    const stopping = new AbortController();
    const train = () => {
      stopping.abort();
      return pause(50);
    };
    const { code, failure } = await run({}, train, { signal: stopping.signal, saveSeconds: 110 });
    expect([code, failure]).toEqual([0, undefined]);
  });

  test('is over for training code that does not, and the failure says so', async () => {
    const stopping = new AbortController();
    const train = () => {
      stopping.abort();
      return pause(60_000);
    };
    const { code, failure } = await run({}, train, { signal: stopping.signal, saveSeconds: 0.01 });
    expect(code).toBe(1);
    expect(failure).toBe(
      'The training code did not end within 0.01 seconds after the stop signal, so the model may be incomplete\n',
    );
  });

  test('runs from the beginning for a job that is stopped before its training code begins', async () => {
    const options = { signal: AbortSignal.abort(), saveSeconds: 0.01 };
    const { code, seen } = await run({}, () => pause(60_000), options);
    expect([code, seen?.signal.aborted]).toEqual([1, true]);
  });
});
