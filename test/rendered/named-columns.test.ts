import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCsv } from '../../listing/runtime/codecs.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { type Environment, pythonOf, titled } from '../support/python.ts';
import { withThisNode } from '../support/running-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { contentTypes } from '../support/two-classes.ts';
import { type Ask, askListing, placeWithPackages } from '../support/use-listing.ts';
import { sharedByTests } from '../support/when-over.ts';

/** What `predict` gets for each model of `named_models.py`. */
type Models = Readonly<Record<string, 'frame' | 'numbers'>>;

const ofTrees: Models = { categories: 'frame', 'numbers-with-names': 'numbers', numbers: 'numbers' };
const frameworks: readonly (readonly [name: string, environment: Environment, models: Models])[] = [
  [
    'scikit-learn',
    'listing',
    {
      'columns-by-name': 'frame',
      'columns-by-type': 'frame',
      'grid-search': 'frame',
      calibrated: 'frame',
      voting: 'frame',
      'target-encoder': 'frame',
      ordinal: 'frame',
      'categories-by-type': 'frame',
      'categories-by-name': 'frame',
      'lightgbm-inside': 'frame',
      'numbered-texts': 'frame',
      words: 'frame',
      'numbers-with-names': 'numbers',
      'boosted-numbers': 'numbers',
      numbers: 'numbers',
    },
  ],
  ['lightgbm', 'listing', ofTrees],
  ['xgboost', 'xgboost', { ...ofTrees, codes: 'numbers' }],
  ['catboost', 'catboost', { ...ofTrees, texts: 'frame', 'numbered-categories': 'frame' }],
];
/** Unless every case runs. */
const triedAlways = ['scikit-learn columns-by-name', 'scikit-learn words', 'lightgbm categories'];

/** Loads models as a worker does, on a machine without pandas unless the framework needs it. */
const tellForms = `import json, sys
sys.path[:0] = ["python", "."]
import model
from runtime.python.worker import choose_form

def form_of(name):
    try:
        return choose_form(model.TAKES, model.load(f"{sys.argv[1]}/{name}")).takes
    except ModuleNotFoundError as fault:
        return "frame" if fault.name == "pandas" else str(fault)

sys.modules.setdefault("pandas", None)
print(json.dumps({name: form_of(name) for name in sys.argv[2:]}))
`;

/** A table that a model learnt from, and what the model predicts for each of its rows. */
interface Learnt {
  readonly header: readonly string[] | undefined;
  readonly rows: readonly (readonly string[])[];
  readonly predictions: readonly number[];
}

describe.each(frameworks)('the generated handler of %s', (name, environmentName, models) => {
  const python = pythonOf(environmentName);
  const environment = { PATH: withThisNode(python.programs ?? '')['PATH'] ?? '' };
  const made = sharedByTests(() => {
    const folder = join(temporaryFolder(), 'models');
    const script = join(import.meta.dirname, '../support/named_models.py');
    const { status, stderr } = spawnSync('python3', ['-W', 'ignore', script, folder, name], {
      encoding: 'utf8',
      env: environment,
    });
    if (status !== 0) throw new Error(stderr);
    const listing = placeWithPackages(modelPackage({ framework: `framework: ${name}`, contentTypes }));
    return { folder, listing };
  });

  for (const model of Object.keys(models)) {
    const isLeftOut = !isEveryCase && !triedAlways.includes(`${name} ${model}`);
    test.skipIf(python.missing !== undefined || isLeftOut)(
      titled(`predicts what the model predicts: ${model}${isLeftOut ? inCiAlone : ''}`, python),
      async () => {
        const { folder, listing } = made();
        cpSync(join(folder, model), join(listing, 'model'), { recursive: true });
        await askListing(listing, (ask) => answersAll(ask, learntOf(folder, model)), environment);
      },
    );
  }

  const isLeftOut = !isEveryCase && name !== 'scikit-learn';
  test.skipIf(python.missing !== undefined || isLeftOut)(
    titled(
      `gives each of these models a frame or numbers, and numbers without pandas${isLeftOut ? inCiAlone : ''}`,
      python,
    ),
    () => {
      const { folder, listing } = made();
      const names = readdirSync(folder).filter((file) => !file.includes('.'));
      const { stdout, stderr } = spawnSync('python3', ['-W', 'ignore', '-c', tellForms, folder, ...names], {
        cwd: listing,
        encoding: 'utf8',
        env: environment,
      });
      expect(JSON.parse(stdout || '{}'), stderr).toEqual(models);
    },
  );
});

function learntOf(folder: string, model: string): Learnt {
  const rows = parseCsv(readFileSync(join(folder, `${model}.csv`), 'utf8'));
  const { named, predictions } = JSON.parse(readFileSync(join(folder, `${model}.json`), 'utf8'));
  return { header: named ? rows.shift() : undefined, rows, predictions };
}

async function answersAll(ask: Ask, { header, rows, predictions }: Learnt): Promise<void> {
  const expectAll = async (type: string, body: string, wanted = predictions) => {
    const { status, answer } = await ask(body, type);
    expect(status, `${type}: ${JSON.stringify(answer)}`).toBe(200);
    const found = Object(answer).predictions ?? answer;
    expect([found].flat().map(rounded), `${type}: ${body.slice(0, 99)}`).toEqual(wanted.map(rounded));
  };
  const typed = valuesOf(rows);
  await expectAll('text/csv', csv(rows));
  await expectAll('application/json', JSON.stringify({ instances: typed }));
  await expectAll('application/jsonlines', typed.map((row) => JSON.stringify(row)).join('\n'));
  // A record alone has no other records that tell the type of a column.
  for (const [index, row] of rows.slice(0, 24).entries())
    await expectAll('text/csv', csv([row]), predictions.slice(index, index + 1));
  if (!header) return;
  const turned = (row: readonly unknown[]) => [...row.slice(2), ...row.slice(0, 2)];
  const named = turned(header) as string[];
  const objects = typed.map((row) => Object.fromEntries(turned(row).map((cell, at) => [named[at], cell])));
  await expectAll('text/csv; header=present', csv([named, ...rows.map(turned)]));
  await expectAll('text/csv; header=present', csv([named, turned(rows[3] ?? [])]), predictions.slice(3, 4));
  await expectAll('application/json', JSON.stringify({ instances: objects }));
  await expectAll('application/json', JSON.stringify(objects));
  await expectAll('application/json', JSON.stringify(objects[5]), predictions.slice(5, 6));
  await expectAll('application/jsonlines', objects.map((one) => JSON.stringify(one)).join('\n'));
  await expectAll('application/json', JSON.stringify({ columns: named, data: typed.map(turned) }));
  const [first = ''] = header;
  const { [first]: _, ...lacking } = objects[0] ?? {};
  expect(await ask(JSON.stringify(lacking), 'application/json')).toEqual({
    status: 400,
    answer: {
      error: `record 1, column ${JSON.stringify(first)}: it is missing; the columns of the model are ${header.join(', ')}`,
    },
  });
  expect(
    await ask(
      csv([
        [...named, 'more'],
        [...turned(rows[0] ?? []), '1'],
      ]),
      'text/csv; header=present',
    ),
  ).toEqual({
    status: 400,
    answer: {
      error: `the header, column "more": the model has no such column; its columns are ${header.join(', ')}`,
    },
  });
}

function csv(rows: readonly (readonly unknown[])[]): string {
  const cell = (value: unknown) => (/[",]/.test(String(value)) ? `"${value}"` : String(value));
  return rows.map((row) => row.map(cell).join(',') || '""').join('\n');
}

/** The values of JSON that a caller would send for these cells. */
function valuesOf(rows: readonly (readonly string[])[]): readonly (readonly unknown[])[] {
  const isNumber = (rows[0] ?? []).map((_, at) => rows.every((row) => !Number.isNaN(Number(row[at]))));
  const typed = (cell: string, at: number) => {
    if (cell === '') return null;
    if (cell === 'True' || cell === 'False') return cell === 'True';
    return isNumber[at] ? Number(cell) : cell;
  };
  return rows.map((row) => row.map(typed));
}

function rounded(value: unknown): number {
  return Math.round(Number(value) * 1e4) / 1e4;
}
