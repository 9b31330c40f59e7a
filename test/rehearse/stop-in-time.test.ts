import { expect, test } from 'vitest';
import { stopInTime } from '../../src/rehearse/checks/stop-in-time.ts';

const deaf = 'process 1 has no handler of SIGTERM, and is not ended by it:';

test.each([
  [`${deaf} /bin/bash /opt/program/serve`, 'start the server with exec in a shell script'],
  [`${deaf} /usr/lib/R/bin/exec/R --file=/opt/ml/deploy.R --args serve`, 'give it a handler of SIGTERM'],
  [undefined, 'end when the server has ended'],
])('what helps where the stop signal does nothing depends on process 1: %s', (ignoresSigterm, fix) => {
  if (stopInTime.phase !== 'stop') throw new Error('it looks at the end');
  const stopped = { code: 137, wasKilled: true, milliseconds: 3000, ignoresSigterm };
  type Scene = Parameters<typeof stopInTime.look>[0];
  expect(stopInTime.look({ stopped, log: [] } as unknown as Scene)).toMatchObject({
    fix: expect.stringContaining(fix),
  });
});
