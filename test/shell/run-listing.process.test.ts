import { spawnSync } from 'node:child_process';
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bin } from '../support/built.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { run } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('scripts are executable whatever the umask, and a lost bit comes back', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'marketplace.yaml'), modelPackage());
  spawnSync('sh', ['-c', `umask 077; exec "${process.execPath}" "${bin}" generate`], { cwd: folder });
  expect(statSync(join(folder, 'bin/serve')).mode & 0o777).toBe(0o755);
  expect(statSync(join(folder, 'Dockerfile')).mode & 0o777).toBe(0o644);
  chmodSync(join(folder, 'bin/serve'), 0o644);
  run(folder);
  expect(statSync(join(folder, 'bin/serve')).mode & 0o777).toBe(0o755);
});
