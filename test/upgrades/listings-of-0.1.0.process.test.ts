import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileFolder } from '../support/compile-listing.ts';
import { installPackages } from '../support/install-packages.ts';
import { edit, run, text } from '../support/listing-folder.ts';
import { pythonOf, titled } from '../support/python.ts';
import { runBin } from '../support/run-bin.ts';
import { withThisNode } from '../support/running-server.ts';
import { trainingFolder } from '../support/training-folder.ts';
import { askListing, train } from '../support/use-listing.ts';
import { keptListing } from './kept-listing.ts';

const numpy = pythonOf('listing');
const flask = pythonOf('listing');
const sold = Array.from({ length: 40 }, (_, week) => `${100 + 3 * week},${week},${(week * 7) % 5}`).join(
  '\n',
);

describe('a model package in TypeScript', () => {
  const { listing, losses } = regenerated('typescript');

  test('regenerates, and no line of the seller is lost', () => {
    expect(losses(['scripts/run.sh'])).toEqual([]);
    expect(existsSync(join(listing, 'samples/application-jsonlines.jsonl')), 'what was deleted').toBe(false);
    expectRest(listing, ['marketplace', 'marketplace/product-page.md']);
    // The page was a draft with blanks for the seller's words.
    expect(text(listing, 'marketplace/product-page.md')).toMatch(
      /^\*\*Not ready for buyers\.\*\*(?![\s\S]*(?:<<<<|<say ))/,
    );
  });

  test('compiles', () => expect(compileFolder(listing)).toBe(''));

  test('serves', async () => {
    await askListing(listing, async (ask) => {
      expect(await ask('4,2\n0,0\n', 'text/csv')).toEqual({ status: 200, answer: [0.622, 0.269] });
      const named = '{ "instances": [[4, 2], { "months": 0, "calls": 0 }], "digits": 1 }';
      const answer = { predictions: [0.6, 0.3] };
      expect(await ask(named, 'application/json')).toEqual({ status: 200, answer });
      const error = 'customer 1 is not a row of numbers';
      expect(await ask('4,two', 'text/csv')).toEqual({ status: 400, answer: { error } });
    });
  });

  test('runs its seller’s own script', () => {
    const { stdout, stderr } = spawnSync('npm', ['run', '--silent', 'score'], {
      cwd: listing,
      encoding: 'utf8',
      env: withThisNode(),
    });
    expect([stdout, stderr]).toEqual(['0.9999999956365377\n1 header\n', '']);
  });
});

describe('an algorithm in TypeScript, with ONNX Runtime', () => {
  const { listing, losses } = regenerated('onnxruntime');

  test('regenerates, and no line of the seller is lost', () => {
    expect(losses()).toEqual([]);
    expectRest(listing);
  });

  test('compiles', () => expect(compileFolder(listing)).toBe(''));

  test('trains, and serves what it learnt', async () => {
    const base = trainingFolder({ channels: { train: sold } });
    expect(train(listing, base).map(Math.round)).toEqual([0, 0, 0]);
    const answer = [130, 250];
    await askListing(
      listing,
      async (ask) => expect(await ask('10,3\n50,1', 'text/csv')).toEqual({ status: 200, answer }),
      { SAGEMAKER_BASE_DIR: base },
    );
  });
});

describe('an algorithm in Python, with handlers in TypeScript around it', () => {
  const { listing, losses } = regenerated('scikit-learn', (folder) => {
    const { code, err } = runBin(['generate'], folder);
    expect([code, err]).toEqual([
      3,
      expect.stringContaining('src/inference.ts:1:1: conflict: this handler is yours'),
    ]);
    expect(err).toContain('fix: say  language: typescript  under `inference` in the manifest');
    edit(folder, 'marketplace.yaml', 'inference: {', 'inference: { language: typescript,');
  });

  test('regenerates, and no line of the seller is lost', () => {
    expect(losses()).toEqual([]);
    expectRest(listing);
  });

  test('compiles', () => expect(compileFolder(listing)).toBe(''));

  test.skipIf(numpy.missing)(titled('trains, and serves what it learnt', numpy), async () => {
    const environment = { PATH: withThisNode(numpy.programs ?? '')['PATH'] ?? '' };
    const base = trainingFolder({ channels: { train: sold } });
    expect(train(listing, base, environment).map(Math.round)).toEqual([0, 0, 40]);
    await askListing(
      listing,
      async (ask) => {
        expect(await ask('10,3\n50,1', 'text/csv')).toEqual({ status: 200, answer: [130, 250] });
        expect(await ask('[[10, 3]]', 'application/json', 'text/csv')).toEqual({
          status: 200,
          answer: '130',
        });
        const refused = async (body: string, error: string) =>
          expect(await ask(body, 'text/csv')).toEqual({ status: 400, answer: { error } });
        await refused('1,2,3', 'a machine has 2 columns, and not 3');
        await refused('1,2\n-1,2', 'machine 2 is to be served in the future');
      },
      { ...environment, SAGEMAKER_BASE_DIR: base },
    );
  });
});

describe('a model package of Flask', () => {
  const { listing, losses } = regenerated('flask');

  test('regenerates, and no line of the seller is lost', () => {
    expect(losses()).toEqual([]);
    expectRest(listing);
  });

  test.skipIf(flask.missing)(titled('serves', flask), async () => {
    await askListing(
      listing,
      async (ask) => {
        const answer = { words: { cat: 1, dog: 2 }, release: '0.1.0' };
        const texts = '{ "texts": ["cat", "dog dog"] }';
        expect(await ask('The cat. The dog, a dog!', 'text/plain')).toEqual({ status: 200, answer });
        expect(await ask(texts, 'application/json')).toEqual({ status: 200, answer });
        expect(await ask('the a', 'text/plain')).toMatchObject({ status: 400 });
      },
      { PATH: withThisNode(flask.programs ?? '')['PATH'] ?? '', SAGEMAKER_BASE_DIR: join(listing, 'ml') },
    );
  });
});

interface Regenerated {
  readonly listing: string;
  readonly losses: (takenOver?: readonly string[]) => readonly string[];
}

/** The seller's steps to this version: first `upgrade` for the manifest, then what else is asked of them, then `generate`. */
function regenerated(name: string, betweenThem: (listing: string) => void = () => {}): Regenerated {
  const place = mkdtempSync(join(tmpdir(), 'sagemaker mkt këpt-'));
  const [listing, before] = [join(place, 'a listing'), join(place, 'before')];
  const kept = keptListing('0.1.0', name);
  beforeAll(() => {
    for (const folder of [listing, before]) kept.place(folder);
    runWell('upgrade', listing);
    betweenThem(listing);
    runWell('generate', listing);
    if (existsSync(join(listing, 'package.json'))) installPackages(listing);
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  return { listing, losses: (takenOver = []) => kept.losses(before, listing, takenOver) };
}

function runWell(command: string, listing: string): void {
  const { code, out, err } = runBin([command], listing);
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${out}${err}`);
}

/** A second run has nothing to do, and the first one did not set anything aside. */
function expectRest(listing: string, setAside: readonly string[] = []): void {
  expect(runBin(['check'], listing)).toMatchObject({ code: 0 });
  expect(run(listing)).toMatchObject({ status: 'unchanged' });
  const kept = join(listing, '.sagemaker-mkt/kept');
  expect(existsSync(kept) ? readdirSync(kept, { recursive: true }) : [], 'set aside').toEqual(setAside);
}
