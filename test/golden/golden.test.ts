import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exampleNames } from '../support/render-example.ts';
import { currentTree, type GoldenTree, storedTree } from './golden-tree.ts';

test('every example has a golden tree, and every golden tree has an example', () => {
  expect(readdirSync(new URL('trees', import.meta.url)).sort()).toEqual(exampleNames());
});

test.each(exampleNames())('%s yields its golden tree: the same paths, contents and modes', (example) => {
  const hint = 'if the change is meant, run  npm run golden  and review the diff';
  expect(readable(currentTree(example)), hint).toEqual(readable(storedTree(example)));
});

/** As text, so that a difference is shown line by line. */
function readable(tree: GoldenTree): Record<string, string> {
  const decode = (content: Uint8Array) => new TextDecoder('latin1').decode(content);
  return Object.fromEntries(
    [...tree].map(([path, { content, isExecutable }]) => [
      `${path}${isExecutable ? ' (executable)' : ''}`,
      decode(content),
    ]),
  );
}
