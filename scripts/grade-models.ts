// `node scripts/grade-models.ts`: how many models of each library run as generated. The libraries save the models; the
// table of docs/how-to/from-a-model.md is from here. Takes minutes the first time, for the libraries.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge } from '../src/model/model-files/grades.ts';
import { madeModels } from '../test/support/made-models.ts';
import { makePython } from '../test/support/make-python.ts';
import type { Environment } from '../test/support/python.ts';

const libraries: readonly (readonly [string, string, Environment])[] = [
  ['scikit-learn', 'scikit_learn', 'listing'],
  ['XGBoost', 'xgboost', 'xgboost'],
  ['LightGBM', 'lightgbm', 'listing'],
  ['CatBoost', 'catboost', 'catboost'],
  ['PyTorch', 'pytorch', 'pytorch'],
  ['Keras', 'tensorflow', 'tensorflow'],
];

console.log('| library | models | runs | needs `load` |\n|---|---|---|---|');
for (const [title, program, environment] of libraries) {
  makePython(environment);
  const folder = mkdtempSync(join(tmpdir(), 'models-'));
  const { truths, open } = madeModels(`${program}_models.py`, environment, folder);
  const grades = truths.map(({ file }) => {
    const found = open(file);
    return found ? judge(found).grade : 'unknown';
  });
  rmSync(folder, { recursive: true });
  const share = (grade: string) => {
    const count = grades.filter((one) => one === grade).length;
    return `${count}, ${Math.round((100 * count) / grades.length)} %`;
  };
  console.log(`| ${title} | ${grades.length} | ${share('runs')} | ${share('needs-load')} |`);
  if (grades.includes('unknown')) process.exitCode = 1;
}
