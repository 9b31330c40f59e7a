import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { engine } from '../images/run-engine.ts';
import { bin, root } from '../support/built.ts';
import { type DocumentBlock, documentBlocks } from '../support/document-blocks.ts';
import { makePython } from '../support/make-python.ts';
import { folderOf } from '../support/python.ts';
import { missingTool } from '../support/required-tool.ts';
import { withoutVitest, withThisNode } from '../support/running-server.ts';
import { uniqueName } from './built-listing.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';

const missing = imagesMissing() ?? missingTool('docker-compose', ['version']);
const page = readFileSync(join(root, 'docs/how-to/sagemaker-python-sdk.md'), 'utf8');
/** The engine may have other images, so that those of the page have other names here. */
const learner = uniqueName('price-learner');
const pricer = uniqueName('home-pricer');
const images = [learner, `${learner}-training`, `${learner}-trains`, pricer].map((name) => `${name}:0.1.0`);

describe.skipIf(missing)(`the SageMaker Python SDK${missing ? ` (${missing})` : ''}`, () => {
  let folder = '';
  let environment: NodeJS.ProcessEnv = {};
  beforeAll(async () => {
    for (const name of ['sagemaker-2', 'sagemaker-3'] as const) makePython(name);
    folder = mkdtempSync(join(tmpdir(), 'sagemaker mkt sdk-'));
    environment = await homeOf(folder);
    follow('A listing to try', folder);
  });
  afterAll(() => {
    const containers = docker(['ps', '--all', '--no-trunc', '--format', '{{.ID}} {{.Labels}}']).split('\n');
    const left = containers.filter((line) => line.includes(`working_dir=${folder}/`));
    tryDocker(['rm', '--force', ...left.map((line) => line.split(' ')[0] ?? '')]);
    tryDocker(['image', 'rm', '--force', ...images]);
    tryDocker(['network', 'rm', 'sagemaker-local']);
    rmSync(folder, { recursive: true, force: true });
  });

  const placed = (path: string) => join(folder, learner, path);

  test('version 2 trains, calls an endpoint and transforms', () => {
    const printed = follow('Version 2', placed('.'));
    expectPrices(/any type: b'(.*)'$/m.exec(printed)?.[1], /JSON: b'(.*)'$/m.exec(printed)?.[1]);
    expectTransformed(placed('priced-v2'));
  });

  test('version 3 trains, calls an endpoint and transforms', () => {
    const printed = follow('Version 3', placed('.'));
    expectAnswers(printed);
    expectTransformed(placed('priced-v3'));
  });

  test('a model package serves the model of its image', () => {
    expectAnswers(follow('A model package', placed('.')));
  });

  test('an image for both jobs trains, in version 3 if that is its default', () => {
    const manifest = readFileSync(placed('marketplace.yaml'), 'utf8');
    writeFileSync(placed('marketplace.yaml'), manifest.replace('image: separate', 'image: combined'));
    rmSync(placed('trained-v3/model'), { recursive: true });
    const printed = follow('One image for both jobs', placed('.'));
    expect(printed.match(/algo-1\S* exited with code 0/g)).toHaveLength(2);
    expect(readdirSync(placed('trained-v3/model'))).toEqual(['linear-model.json']);
    const { services } = parse(readFileSync(placed('trained-v3/docker-compose.yaml'), 'utf8'));
    const { environment: variables, volumes, ...others } = services['algo-1'];
    expect(others).toEqual({
      image: `${learner}-trains:0.1.0`,
      networks: { 'sagemaker-local': { aliases: ['algo-1'] } },
    });
    const names = variables.map((variable: string) => variable.split('=')[0]);
    expect(names.sort()).toEqual(['TRAINING_JOB_NAME']);
    const mounted = volumes.map((volume: string) => volume.split(':/opt/ml/')[1]);
    expect(mounted.sort()).toEqual(['input', 'input/data/train', 'model', 'output', 'output/data']);
  });

  /** Runs the blocks below a heading, and returns what they print. */
  function follow(title: string, cwd: string): string {
    const steps = blocksBelow(title).map(({ file, text }) =>
      file === undefined ? text : `cat > ${file} <<'END OF THE FILE'\n${text}END OF THE FILE\n`,
    );
    const script = steps.join('').replaceAll('price-learner', learner).replaceAll('home-pricer', pricer);
    const options = { cwd, env: environment, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
    const { status, stdout, stderr } = spawnSync('bash', ['-euc', script], options);
    expect(status, `${stdout}\n${stderr}`).toBe(0);
    return stdout.replaceAll('\r', '');
  }
});

/** What readers run. The packages of the SDK are there, in the environments of the tests. */
function blocksBelow(title: string): readonly DocumentBlock[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
  return documentBlocks(section).filter(({ needs }) => needs !== 'the network');
}

/** A home with the programs that the page calls, and without AWS. */
async function homeOf(folder: string): Promise<NodeJS.ProcessEnv> {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: 0o755 });
  };
  write('.sagemaker/config.yaml', `local: { serving_port: ${await freePort()} }\n`);
  write('bin/sagemaker-mkt', `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  write('bin/python3', pythonByName);
  if (isAbsolute(engine())) symlinkSync(engine(), join(folder, 'bin/docker'));
  return {
    ...Object.fromEntries(Object.entries(withoutVitest()).filter(([name]) => !/^(AWS|XDG)_/.test(name))),
    PATH: withThisNode(join(folder, 'bin'))['PATH'],
    HOME: folder,
    TMPDIR: folder,
    ENGINE: engine(),
    DOCKER_BUILDKIT: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** Each script runs with the version of the SDK that its name says. Its way to AWS is a proxy that is not there. */
const pythonByName = `#!/bin/sh
export HTTPS_PROXY=http://127.0.0.1:9
case $1 in
  *_v2.py) exec "${join(folderOf('sagemaker-2'), 'bin/python3')}" "$@" ;;
  *) exec "${join(folderOf('sagemaker-3'), 'bin/python3')}" "$@" ;;
esac
`;

/** What version 3 prints: the status, the type and the body of each answer. */
function expectAnswers(printed: string): void {
  const [any, json] = [...printed.matchAll(/^200 (\S+) b'(.*)'$/gm)];
  expect([any?.[1], json?.[1]]).toEqual(['text/csv', 'application/json']);
  expectPrices(any?.[2], json?.[2]);
}

/** The prices of two homes in both types, as Python prints their bytes. */
function expectPrices(csv = '', json = ''): void {
  const prices = csv.split('\\n').map(Number);
  expect(inTens(prices)).toEqual([5, 6]);
  expect(JSON.parse(json)).toEqual(prices);
}

/** One line for each home, whether they were sent together or one by one. */
function expectTransformed(folder: string): void {
  const [together, oneByOne] = ['MultiRecord', 'SingleRecord'].map((strategy) =>
    readFileSync(join(folder, strategy, 'new.csv.out'), 'utf8'),
  );
  expect(oneByOne).toBe(together);
  expect(inTens(together?.trimEnd().split('\n').map(Number))).toEqual([5, 6, 7]);
}

/** What was learned: ten for each size. */
function inTens(prices: readonly number[] = []): readonly number[] {
  return prices.map((price) => Math.round(price / 10));
}
