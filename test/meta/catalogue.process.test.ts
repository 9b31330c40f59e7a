import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { preparedForTests } from '../support/prepared.ts';

test('a shell takes the lines that reach the package archives', () => {
  for (const { id, packageSources } of preparedForTests().catalogue.bases) {
    const { status, stderr } = spawnSync('sh', ['-n'], {
      input: packageSources.join('\n'),
      encoding: 'utf8',
    });
    expect(status, `${id}: ${stderr}`).toBe(0);
  }
});
