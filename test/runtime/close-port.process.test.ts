import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonOf, titled } from '../support/python.ts';

const python = pythonOf('listing');

test.skipIf(python.missing)(
  titled('a port that closes begins no connection that it would have to reset', python),
  () => {
    const program = join(import.meta.dirname, 'close_port.py');
    const { stdout } = spawnSync(join(python.programs ?? '', 'python3'), ['-B', program], {
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).toEqual({ accepted: 1, said: 'hello', late: 'Connection refused' });
  },
);
