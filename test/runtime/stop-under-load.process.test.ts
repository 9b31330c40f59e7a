import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import { tries } from '../support/every-case.ts';
import { sharedByTests } from '../support/when-over.ts';
import { start, writeListing } from './listing-in-test.ts';

const callers = 16;

const listing = sharedByTests(() => writeListing());

/** Calls until the port is closed, and returns how the calls ended. */
async function callInALoop(port: number, agent: Agent, onAnswer: () => void): Promise<string[]> {
  for (const ends: string[] = []; ; ) {
    const end = await call(port, agent);
    ends.push(end);
    if (end !== '200') return ends;
    onAnswer();
  }
}

function call(port: number, agent: Agent): Promise<string> {
  const calling = request({ port, agent, path: '/invocations', method: 'POST' });
  calling.end('a,b');
  return once(calling, 'response').then(
    async ([answer]) => {
      await answer.toArray();
      return String(answer.statusCode);
    },
    (fault) => fault.code,
  );
}

test.each(Array.from({ length: tries(1, 20) }, (_, round) => round))(
  'the stop signal cuts off none of 16 callers in a loop, on fresh and on kept connections (round %i)',
  async () => {
    const running = start(listing(), 'runtime/serving/server.ts', {
      SAGEMAKER_BIND_TO_PORT: '0',
      SAGEMAKER_MODEL_SERVER_WORKERS: '1',
    });
    await running.untilPrinted('model-loaded');
    const port = Number(/"port":(\d+)/.exec(running.printed())?.[1]);
    let answers = 0;
    const ends = await Promise.all(
      Array.from({ length: callers }, (_, index) =>
        callInALoop(port, new Agent({ keepAlive: index % 2 === 0 }), () => {
          answers += 1;
          if (answers === 500) running.process.kill('SIGTERM');
        }),
      ),
    );
    expect(ends.map((some) => some.at(-1))).toEqual(Array(callers).fill('ECONNREFUSED'));
    expect(await running.exitCode).toBe(0);
  },
);
