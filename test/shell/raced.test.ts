import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type FileTree, relPath } from '../../src/model/file-tree.ts';
import { listingPaths } from '../../src/shell/tree/listing-paths.ts';
import { runTree } from '../../src/shell/tree/run-tree.ts';
import { onFailingDisk } from '../support/failing-disk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a file that is saved into a folder while a run empties it stays, at any moment', () => {
  const before = tree('Dockerfile', 'src/deep/inference.ts');
  for (let atChange = 1; atChange <= 40; atChange += 1) {
    const folder = temporaryFolder();
    const mine = join(folder, 'src/deep/mine.ts');
    run(folder, before);
    const save = () => {
      mkdirSync(join(folder, 'src/deep'), { recursive: true });
      writeFileSync(mine, 'mine\n');
    };
    onFailingDisk('disturbed', atChange, () => run(folder, tree('Dockerfile')), save);
    if (existsSync(mine)) expect(readFileSync(mine, 'utf8')).toBe('mine\n');
    else expect(existsSync(join(folder, 'src')), `before change ${atChange}`).toBe(false);
    expect(existsSync(join(folder, 'src/deep/inference.ts'))).toBe(false);
    rmSync(folder, { recursive: true });
  }
});

function tree(...paths: readonly string[]): FileTree {
  const content = new TextEncoder().encode('generated\n');
  return new Map(paths.map((path) => [relPath(path), { content, mode: 0o644, policy: 'merge' }]));
}

function run(folder: string, files: FileTree): void {
  const options = { cwd: folder, dryRun: false, restore: [], adopts: false, generator: '1.0.0' };
  runTree(listingPaths(folder), { files, keep: [], unused: [] }, options);
}
