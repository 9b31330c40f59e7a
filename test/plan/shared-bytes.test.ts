import { expect, test } from 'vitest';
import { relPath } from '../../src/model/file-tree.ts';
import { renderExample } from '../support/render-example.ts';

test('listings share the bytes of what is copied into each of them', () => {
  const [one, other] = [1, 2].map(() => renderExample('minimal').rendered?.files);
  const [path, printed] = [relPath('runtime/log.ts'), relPath('Dockerfile')];
  expect(one?.get(path)?.content).toBeInstanceOf(Uint8Array);
  expect(one?.get(path)?.content).toBe(other?.get(path)?.content);
  expect(one?.get(printed)?.content).not.toBe(other?.get(printed)?.content);
});
