import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { relPath } from '../../src/model/file-tree.ts';
import { type PlacedRun, runAhead } from '../../src/shell/run-ahead.ts';
import { listingPaths } from '../../src/shell/tree/listing-paths.ts';
import type { PausingRun } from '../../src/shell/tree/pausing-run.ts';
import { startWritingThread } from '../../src/shell/tree/start-writing-thread.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a run begins while another thread writes for those before, and after one with the same place', async () => {
  const said: string[] = [];
  const thread = startWritingThread();
  try {
    const runs = ['here', 'here', 'there'].map((place, index) => runAt(place, index, said));
    for await (const result of runAhead(runs, thread)) said.push(`${result} told`);
  } finally {
    await thread.end();
  }
  const order = (...words: string[]) => said.filter((word) => words.includes(word));
  expect(order('0 ends', '1 begins')).toEqual(['0 ends', '1 begins']);
  expect(order('1 ends', '2 begins')).toEqual(['2 begins', '1 ends']);
  expect(said.filter((word) => word.endsWith('told'))).toEqual(['0 told', '1 told', '2 told']);
});

/** Writes two files into a folder of its own. */
function runAt(place: string, index: number, said: string[]): PlacedRun<number> {
  const folder = temporaryFolder();
  const texts = ['generated\n', 'too\n'];
  const files = texts.map((text, number) => ({
    to: relPath(`deep/${number}.txt`),
    content: new TextEncoder().encode(text),
    mode: 0o644 as const,
  }));
  const run = (function* (): PausingRun<number> {
    said.push(`${index} begins`);
    const end = yield { paths: listingPaths(folder), files };
    expect(end()).toEqual({ ok: true, value: [] });
    said.push(`${index} ends`);
    expect(texts.map((_, number) => readFileSync(join(folder, `deep/${number}.txt`), 'utf8'))).toEqual(texts);
    return index;
  })();
  return { place, run };
}
