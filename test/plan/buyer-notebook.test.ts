import { type Diagnostic, PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { describe, expect, test } from 'vitest';
import type { ResolvedListing } from '../../src/model/resolved-listing.ts';
import { planFiles } from '../../src/plan/plan-files.ts';
import { renderFiles } from '../../src/render/render-files.ts';
import { frameworkKinds, kinds, ownImageKinds, pythonKinds, resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { preparedForTests } from '../support/prepared.ts';
import { renderExample } from '../support/render-example.ts';

const validation =
  'validation: { role: "arn:aws:iam::123456789012:role/V", transform: { input: s3://data/in/, output: s3://data/out/, contentType: text/csv } }';

interface Cell {
  readonly cell_type: string;
  readonly id: string;
  readonly source: readonly string[];
  readonly outputs?: readonly unknown[];
  readonly execution_count?: unknown;
}

const manifests = { ...kinds, ...frameworkKinds, ...pythonKinds, ...ownImageKinds };
const listings = Object.entries(manifests)
  .map(([name, yaml]) => [name, resolveText(yaml)] as const)
  .filter(([, { validation }]) => validation !== null);

const ruff = new Workspace(
  {
    'line-length': 120,
    'target-version': 'py310',
    // As in Ruff's own reading of notebooks: imports need not be in the first cell. The names of sellers may make a line long.
    lint: {
      select: ['E', 'F', 'W', 'I', 'B', 'UP', 'C4', 'PIE', 'RET', 'RUF', 'SIM'],
      ignore: ['E402', 'E501'],
    },
  },
  PositionEncoding.Utf16,
);

test('listings of both kinds, with streams, fields and GPUs, have a notebook', () => {
  const texts = listings.map(([, listing]) => codeOf(cellsOf(listing)));
  for (const word of [
    'invoke_endpoint(',
    'with_response_stream',
    'create_training_job',
    'InferenceAmiVersion',
    'TransformAmiVersion',
    'create_hyper_parameter_tuning_job',
  ])
    expect(texts.filter((text) => text.includes(word)).length, word).toBeGreaterThan(0);
});

describe.each(listings)('the notebook of %s', (_, listing) => {
  const text = notebookOf(listing);
  const notebook = JSON.parse(text) as { cells: Cell[]; nbformat: number; nbformat_minor: number };
  const cells = notebook.cells;

  test('is laid out as Jupyter saves it, with ids and without outputs', () => {
    expect(text).toBe(`${JSON.stringify(notebook, null, 1)}\n`);
    expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
    const ids = cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9-]{1,64}$/.test(id))).toEqual([]);
    const code = cells.filter(({ cell_type }) => cell_type === 'code');
    expect(
      code.filter(({ outputs, execution_count }) => outputs?.length !== 0 || execution_count !== null),
    ).toEqual([]);
    for (const { source } of cells)
      expect(source.every((line, index) => line.endsWith('\n') === index < source.length - 1)).toBe(true);
  });

  test('is plain Python that a linter accepts, and needs boto3 alone', () => {
    const code = codeOf(cells);
    const found: readonly Diagnostic[] = ruff.check(code);
    expect(found.map(({ message, start_location }) => `${start_location.row} ${message}`)).toEqual([]);
    expect(code).not.toMatch(/^[%!]/m);
    const imported = [...code.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name]) => name);
    expect(
      imported.filter(
        (name) => !['json', 'math', 'os', 're', 'time', 'pathlib', 'boto3', 'botocore'].includes(name ?? ''),
      ),
    ).toEqual([]);
  });

  test('asks buyers for the ARN alone, in AWS’s words, and leaves nothing to the seller', () => {
    const [first] = cells.filter(({ cell_type }) => cell_type === 'code');
    expect(first?.source.join('')).toBe(
      listing.productType === 'algorithm'
        ? 'algo_arn = "<Customer to specify algorithm ARN corresponding to their AWS region>"'
        : 'model_package_arn = "<Customer to specify Model package ARN corresponding to their AWS region>"',
    );
    expect(text).not.toContain('<say ');
    expect(text.match(/<Customer to specify/g)).toHaveLength(1);
  });

  test('has a table of contents whose links lead to its headings', () => {
    const markdown = cells
      .filter(({ cell_type }) => cell_type === 'markdown')
      .map(({ source }) => source.join(''));
    const headings = [...markdown.join('\n').matchAll(/^#+ (.+)$/gm)].map(([, words = '']) =>
      words.replaceAll(' ', '-'),
    );
    const links = [...markdown.join('\n').matchAll(/\]\(#(.+)\)$/gm)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !headings.includes(link))).toEqual([]);
  });

  test('isolates every model and training, as AWS Marketplace requires', () => {
    const code = codeOf(cells);
    const made = code.match(/\.create_(model|training_job)\(/g) ?? [];
    expect(code.match(/EnableNetworkIsolation"?[=:] ?True/g)).toHaveLength(made.length);
  });
});

test.each(['full', 'algorithm', 's3-artifacts'])('the cells of the example %s are formatted', (example) => {
  const { rendered } = renderExample(example);
  const [, file] = [...(rendered?.files ?? [])].find(([path]) => path.endsWith('.ipynb')) ?? [];
  const { cells } = JSON.parse(new TextDecoder().decode(file?.content)) as { cells: Cell[] };
  for (const { cell_type, source } of cells)
    if (cell_type === 'code') expect(ruff.format(`${source.join('')}\n`)).toBe(`${source.join('')}\n`);
});

test('a GPU gets the machine image that its driver needs, and time to start', () => {
  const listing = resolveText(manifests['a model package of PyTorch for CUDA'] ?? '');
  const code = codeOf(cellsOf(listing));
  expect(code).toContain('variant["ContainerStartupHealthCheckTimeoutInSeconds"] = 1800\n');
  expect(code).toContain('    "ml.g5.xlarge": "al2-ami-sagemaker-inference-gpu-2-1",\n');
  expect(code).toContain('    "ml.g5.xlarge": "al2-ami-sagemaker-batch-gpu-535",\n');
  const other = listings.filter(([, { gpu }]) => !gpu).map(([, one]) => codeOf(cellsOf(one)));
  expect(other.filter((text) => /AmiVersion|HealthCheck/.test(text))).toEqual([]);
});

test('two types of answers with one ending are asked for once: one file is recorded for both', () => {
  const contentTypes = 'contentTypes: { input: [text/csv], output: [application/x-one, application/x-two] }';
  const code = codeOf(cellsOf(resolveText(modelPackage({ contentTypes, validation }))));
  expect(code).toContain('"application/x-one"');
  expect(code.match(/^ {4}\("text-csv\.csv"/gm)).toHaveLength(1);
});

test('no text of the seller’s can make a cell, or leave its place in one', () => {
  const said = '<!-- cell code evil -->';
  const plain = cellsOf(resolveText(withTexts('a', 'b')));
  const nasty = cellsOf(resolveText(withTexts(said, `"); import os # ${said} [x](y)`)));
  expect(nasty.map(({ id }) => id)).toEqual(plain.map(({ id }) => id));
  expect(codeOf(nasty)).toBe(codeOf(plain));
});

function withTexts(title: string, description: string): string {
  const words = `title: ${JSON.stringify(title)}, description: ${JSON.stringify(description)}`;
  return modelPackage({ product: `product: { type: model-package, name: churn, ${words} }`, validation });
}

function notebookOf(listing: ResolvedListing): string {
  const files = renderFiles(planFiles(listing, preparedForTests()), preparedForTests().sources);
  const [, file] = [...files].find(([path]) => path.endsWith('.ipynb')) ?? [];
  return new TextDecoder().decode(file?.content);
}

function cellsOf(listing: ResolvedListing): readonly Cell[] {
  return (JSON.parse(notebookOf(listing)) as { cells: Cell[] }).cells;
}

function codeOf(cells: readonly Cell[]): string {
  const code = cells.filter(({ cell_type }) => cell_type === 'code');
  return code.map(({ source }) => `${source.join('')}\n`).join('\n\n');
}
