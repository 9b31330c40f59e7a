import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { generatedFolder, run, text, writeManifest } from '../support/listing-folder.ts';

const validation =
  'validation: { role: "arn:aws:iam::123456789012:role/V", transform: { input: s3://data/in/, output: s3://data/out/, contentType: text/csv } }';
const manifest = modelPackage({ validation });
const other = modelPackage({
  product: 'product: { type: model-package, name: churn-scorer, title: Another title }',
  inference: 'inference: { instances: { realtime: [ml.c5.xlarge] } }',
  validation,
});
const path = 'buyer/churn-scorer.ipynb';

interface Cell {
  readonly id: string;
  readonly source: string[];
  readonly [member: string]: unknown;
}

interface Notebook {
  cells: Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A seller opens the notebook in Jupyter, works in it, and saves it. */
function work(folder: string, change: (notebook: Notebook) => void): void {
  const notebook = JSON.parse(text(folder, path)) as Notebook;
  change(notebook);
  writeFileSync(join(folder, path), `${JSON.stringify(notebook, null, 1)}\n`);
}

function cellsOf(folder: string): readonly Cell[] {
  return (JSON.parse(text(folder, path)) as Notebook).cells;
}

const mine = {
  cell_type: 'markdown',
  id: 'a1b2c3d4',
  metadata: {},
  source: ['## Why it is good\n', 'It is.'],
};

test('a seller’s cells, edits, outputs and deletions stay when the listing is generated again', () => {
  const folder = generatedFolder(manifest);
  work(folder, (notebook) => {
    const at = notebook.cells.findIndex(({ id }) => id === 'payload-about');
    notebook.cells.splice(at, 0, mine);
    notebook.cells = notebook.cells.filter(({ id }) => id !== 'helpers-about');
    for (const cell of notebook.cells) {
      if (cell.id === 'output')
        Object.assign(cell, {
          execution_count: 7,
          outputs: [{ output_type: 'stream', name: 'stdout', text: ['0.5'] }],
        });
      if (cell.id === 'title') cell.source.push('\n', '\n', 'Made in Kiel.');
    }
  });
  writeManifest(folder, other);
  const { problems } = run(folder);
  expect(problems).toEqual([]);
  const cells = cellsOf(folder);
  const ids = cells.map(({ id }) => id);
  expect(ids[ids.indexOf('payload-about') - 1]).toBe(mine.id);
  expect(cells[ids.indexOf(mine.id)]).toEqual(mine);
  expect(ids).not.toContain('helpers-about');
  const cell = (id: string) => cells[ids.indexOf(id)];
  expect(cell('output')).toMatchObject({ execution_count: 7 });
  expect(cell('title')?.source[0]).toContain('Another title');
  expect(cell('title')?.source.at(-1)).toBe('Made in Kiel.');
  expect(cell('instances')?.source[0]).toContain('ml.c5.xlarge');
});

test('where both changed one line, the seller’s stays, the notebook opens, and the run says which cell', () => {
  const folder = generatedFolder(manifest);
  work(folder, (notebook) => {
    for (const cell of notebook.cells)
      if (cell.id === 'instances') cell.source[0] = 'real_time_inference_instance_type = "ml.m5.4xlarge"\n';
  });
  writeManifest(folder, other);
  const { problems } = run(folder);
  expect(problems).toMatchObject([{ code: 'member-kept', severity: 'warning' }]);
  expect(problems[0]?.what).toContain('instances');
  expect(cellsOf(folder).find(({ id }) => id === 'instances')?.source[0]).toContain('ml.m5.4xlarge');
});

test('a notebook that nothing is wrong with is left byte for byte as Jupyter has saved it', () => {
  const folder = generatedFolder(manifest);
  work(folder, ({ cells }) => void cells.push(mine));
  const saved = text(folder, path);
  expect(run(folder).status).toBe('unchanged');
  expect(text(folder, path)).toBe(saved);
});
