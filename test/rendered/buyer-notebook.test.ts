import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { buyerFolders } from '../../src/model/buyer-data.ts';
import { type Aws, startAws } from '../support/aws.ts';
import { frameworkKinds, kinds, ownImageKinds, pythonKinds, textsOf } from '../support/build-listing.ts';
import { root } from '../support/built.ts';
import { type BuyerAccount, startBuyerAccount } from '../support/buyer-account.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { folderOf, pythonOf, titled } from '../support/python.ts';
import { examplesFolder } from '../support/render-example.ts';
import { runCommand } from '../support/run-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const python = pythonOf('notebook');
const jupyterPython = join(folderOf('notebook'), 'bin/python3');
const runner = fileURLToPath(new URL('../support/run_notebook.py', import.meta.url));
const checker = fileURLToPath(new URL('../support/check_notebooks.py', import.meta.url));

const streams = modelPackage({
  contentTypes: 'contentTypes: { input: [text/plain], output: [text/event-stream, application/jsonlines] }',
  inference: 'inference: { streaming: true }',
  validation:
    'validation: { role: "arn:aws:iam::123456789012:role/V", transform: { input: s3://data/in/, output: s3://data/out/, contentType: text/plain } }',
});
const seed = readFileSync(join(root, 'listing/src-streaming/inference.ts'), 'utf8');
const readsModel = `import { readFileSync } from 'node:fs';\n${seed.replace(
  "load: async () => ({ ending: '.' })",
  'load: async ({ modelDir }) => ({ ending: readFileSync(`${modelDir}/ending.txt`, "utf8") })',
)}`;
const rows = Array.from({ length: 40 }, (_, at) => `${at % 2},${(at % 2) * 2 + at / 100},1,2,3\n`).join('');
const windowsRows = '5.1,3.5,1.4,0.2\r\n6.2,2.9,4.3,1.3\r\n';

test.skipIf(python.missing)(
  titled('Jupyter opens the notebook of every kind, and saves it as it is', python),
  () => {
    const folder = temporaryFolder();
    const texts = Object.values({ ...kinds, ...frameworkKinds, ...pythonKinds, ...ownImageKinds }).map(
      textsOf,
    );
    const notebooks = texts.flatMap((files) =>
      [...files].flatMap(([path, content]) => (path.endsWith('.ipynb') ? content : [])),
    );
    const paths = notebooks.map((content, index) => {
      const path = join(folder, `${index}.ipynb`);
      writeFileSync(path, content);
      return path;
    });
    expect(paths.length).toBeGreaterThan(5);
    const { stdout, stderr } = spawnSync(jupyterPython, [checker, ...paths], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['[]\n', '']);
  },
);

interface Case {
  readonly type: 'model-package' | 'algorithm';
  readonly region: string;
  readonly from: { readonly example: string } | { readonly yaml: string };
  /** The seller's own, put there after the first run. */
  readonly files: Readonly<Record<string, string>>;
}

// moto knows no g5.
const onGpus = modelPackage({
  framework: 'framework: { name: xgboost, accelerator: cuda }',
  contentTypes: 'contentTypes: { input: [text/csv], output: [application/json] }',
  inference: 'inference: { instances: { realtime: [ml.g4dn.xlarge], transform: [ml.g4dn.xlarge] } }',
  validation:
    'validation: { role: "arn:aws:iam::123456789012:role/V", instance: ml.g4dn.xlarge, transform: { input: s3://data/in/, output: s3://data/out/, contentType: text/csv } }',
});

const threeTypes: Case = {
  type: 'model-package',
  region: 'us-east-1',
  from: { example: 'full' },
  files: { 'samples/text-csv.csv': windowsRows },
};

const cases: Readonly<Record<string, Case>> = {
  'a model package with three types': threeTypes,
  'a model package that streams': {
    type: 'model-package',
    region: 'eu-west-1',
    from: { yaml: streams },
    files: { 'model/ending.txt': '!', 'src/inference.ts': readsModel },
  },
  'an algorithm': {
    type: 'algorithm',
    region: 'ap-southeast-2',
    from: { example: 'algorithm' },
    files: { 'local/input/data/train/rows.csv': rows, 'local/input/data/validation/more/rows.csv': rows },
  },
};

describe.each(Object.entries(cases))('the notebook of %s', (_, one) => {
  test.skipIf(python.missing)(
    titled('runs to its end, gets the recorded answers, and leaves nothing behind', python),
    async () => {
      const listing = await place(one);
      const recorded = await runCommand(['rehearse', '--no-engine', '--record'], listing);
      expect([recorded.code, recorded.err]).toEqual([0, expect.stringContaining('recorded: buyer/data/')]);
      expect(await runCommand(['check'], listing)).toMatchObject({ code: 0, out: '' });
      const aws = await startAws();
      await aws.resource([{ status: 'Completed' }]);
      const account = await startBuyerAccount(listing, aws, one.region);
      const tuning = sourceOf(listing, 'tune').replace('# sagemaker.', 'sagemaker.');
      const written = { arn: arnCell(one), ...(tuning !== '' && { tune: `${tuning};` }) };
      const said = await runNotebook(listing, written, account);
      expectRecorded(listing, one.type, said);
      // A cell that ends with a request would print what AWS answers to it.
      expect(Object.values(said).join('')).not.toContain('ResponseMetadata');
      expect(await account.filesInS3()).toEqual([]);
      expect(account.endpoints()).toEqual([]);
      expect(await aws.violations()).toEqual([]);
      expect(await leftIn(aws)).toEqual([]);
      const tuned = (await aws.calls()).filter(({ operation }) =>
        operation.startsWith('CreateHyperParameterTuning'),
      );
      expect(tuned).toHaveLength(one.type === 'algorithm' ? 1 : 0);
    },
  );
});

test.skipIf(python.missing)(
  titled(
    'a notebook without the ARN, or with that of another Region, stops before it makes anything',
    python,
  ),
  async () => {
    const one = { ...threeTypes, region: 'eu-west-1' };
    const listing = await place(one);
    const aws = await startAws();
    const account = await startBuyerAccount(listing, aws, one.region);
    const words = 'Copy the ARN for eu-west-1 from AWS Marketplace into the cell above.';
    await expect(runNotebook(listing, {}, account)).rejects.toThrow(words);
    await expect(
      runNotebook(listing, { arn: arnCell({ ...one, region: 'us-east-1' }) }, account),
    ).rejects.toThrow(words);
    expect(await aws.changes()).toEqual([]);
  },
);

test.skipIf(python.missing)(
  titled('the notebook of a GPU asks for the machine images with the drivers that it needs', python),
  async () => {
    const listing = await place({ ...threeTypes, from: { yaml: onGpus }, files: {} });
    const aws = await startAws();
    // No GPU is here: another listing with the same types answers.
    const account = await startBuyerAccount(await place(threeTypes), aws, threeTypes.region);
    await runNotebook(listing, { arn: arnCell(threeTypes) }, account);
    expect(await aws.violations()).toEqual([]);
    const calls = await aws.calls();
    const parametersOf = (name: string) => calls.find(({ operation }) => operation === name)?.parameters;
    expect(parametersOf('CreateEndpointConfig')).toMatchObject({
      ProductionVariants: [
        {
          InstanceType: 'ml.g4dn.xlarge',
          InferenceAmiVersion: 'al2-ami-sagemaker-inference-gpu-2-1',
          ContainerStartupHealthCheckTimeoutInSeconds: 1800,
        },
      ],
    });
    expect(parametersOf('CreateTransformJob')).toMatchObject({
      TransformResources: {
        InstanceType: 'ml.g4dn.xlarge',
        TransformAmiVersion: 'al2-ami-sagemaker-batch-gpu-535',
      },
    });
  },
);

async function place({ from, files }: Omit<Case, 'type' | 'region'>): Promise<string> {
  const folder = temporaryFolder();
  const listing = join(folder, 'listing');
  if ('example' in from) {
    cpSync(join(examplesFolder, from.example), listing, { recursive: true });
    cpSync(join(examplesFolder, 'team'), join(folder, 'team'), { recursive: true });
  } else {
    mkdirSync(listing);
    writeFileSync(join(listing, 'marketplace.yaml'), from.yaml);
  }
  // Team files are looked for up to the top of a repository.
  mkdirSync(join(folder, '.git'));
  expect((await runCommand(['generate'], listing)).code).toBe(0);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(listing, path)), { recursive: true });
    writeFileSync(join(listing, path), content);
  }
  expect((await runCommand(['generate'], listing)).code).toBe(0);
  return listing;
}

/** What a buyer writes into the first cell. */
function arnCell({ type, region }: Pick<Case, 'type' | 'region'>): string {
  const variable = type === 'algorithm' ? 'algo_arn' : 'model_package_arn';
  return `${variable} = "arn:aws:sagemaker:${region}:123456789012:${type}/product"`;
}

function notebookOf(listing: string): string {
  const [name = ''] = readdirSync(join(listing, 'buyer')).filter((file) => file.endsWith('.ipynb'));
  return join(listing, 'buyer', name);
}

function sourceOf(listing: string, cell: string): string {
  const { cells } = JSON.parse(readFileSync(notebookOf(listing), 'utf8')) as {
    cells: readonly { readonly id: string; readonly source: readonly string[] }[];
  };
  return cells.find(({ id }) => id === cell)?.source.join('') ?? '';
}

/** What each cell prints, where a buyer has written these cells. */
async function runNotebook(
  listing: string,
  written: Readonly<Record<string, string>>,
  account: BuyerAccount,
): Promise<Readonly<Record<string, string>>> {
  const words = [runner, notebookOf(listing), JSON.stringify(written)];
  const program = spawn(jupyterPython, words, {
    env: {
      PATH: process.env['PATH'],
      HOME: dirname(listing),
      SAGEMAKER_ROLE: 'arn:aws:iam::123456789012:role/Notebook',
      ...account.environment,
    },
  });
  const ended = once(program, 'close');
  const [out, err, [code]] = await Promise.all([text(program.stdout), text(program.stderr), ended]);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as Readonly<Record<string, string>>;
}

/** Each file with a recorded answer is compared with the same answer, and nothing else is. */
function expectRecorded(listing: string, type: Case['type'], said: Readonly<Record<string, string>>): void {
  const { output } = buyerFolders(type);
  const cells = { output: 'real-time', 'batch-output': 'batch' };
  for (const [cell, use] of Object.entries(cells)) {
    const printed = said[cell] ?? '';
    const files = readdirSync(join(listing, 'buyer', output, use)).sort();
    const compared = printed.split('\n').filter((line) => line.includes(` ${output}/${use}/`));
    expect(compared.sort()).toEqual(files.map((file) => `as in ${output}/${use}/${file}`));
    for (const file of files)
      expect(printed).toContain(readFileSync(join(listing, 'buyer', output, use, file), 'utf8'));
  }
}

/** What was created and not deleted. */
async function leftIn(aws: Aws): Promise<readonly string[]> {
  const done = (await aws.calls()).filter(({ status }) => status < 300);
  const named = (verb: string, kind: string) =>
    done
      .filter(({ operation }) => operation === `${verb}${kind}`)
      .map(({ parameters }) => `${kind} ${parameters[kind === 'Bucket' ? 'Bucket' : `${kind}Name`]}`);
  const kinds = ['Endpoint', 'EndpointConfig', 'Model', 'ModelPackage', 'Bucket'];
  const created = kinds.flatMap((kind) => named('Create', kind));
  expect(created).not.toEqual([]);
  const deleted = kinds.flatMap((kind) => named('Delete', kind));
  return created.filter((name) => !deleted.includes(name));
}
