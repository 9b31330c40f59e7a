import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { draftManifest } from '../../src/generate.ts';
import { type Answers, defaultAnswers } from '../../src/model/answers.ts';
import { draftHyperparameters } from '../../src/plan/draft-hyperparameters.ts';
import { frameworkFilesFor } from '../../src/plan/framework-files.ts';
import { problemsIn } from '../support/expect-problems.ts';
import { generatedFolder, text } from '../support/listing-folder.ts';
import { preparedForTests } from '../support/prepared.ts';

/** A server of the seller has no file of ours, and its draft names files that are not there yet. */
const frameworks = preparedForTests()
  .catalogue.frameworks.map(({ name }) => name)
  .filter((name) => name !== 'server');

/** Parameters of the libraries, which the example training hands over as they are. */
const handedOver: Readonly<Record<string, { readonly by: string; readonly names: readonly string[] }>> = {
  'scikit-learn': {
    by: '**job.hyperparameters',
    names: ['n_estimators', 'learning_rate', 'max_depth'],
  },
  xgboost: { by: 'dict(job.hyperparameters)', names: ['learning_rate', 'max_depth'] },
  lightgbm: { by: '**job.hyperparameters', names: ['learning_rate', 'num_leaves'] },
  catboost: { by: '**job.hyperparameters', names: ['learning_rate', 'depth'] },
};

test.each(frameworks)(
  'the first manifest of an algorithm has the hyperparameters that %s trains with',
  (framework) => {
    const folder = generatedFolder(drafted({ framework, productType: 'algorithm' }));
    const { python } = frameworkFilesFor(framework) ?? {};
    const code = text(folder, python ? 'python/train.py' : 'src/training.ts');
    const names = draftHyperparameters(framework).map(({ name }) => String(name));
    expect(names.length > 0).toBe(!['flask', 'python'].includes(framework));
    for (const name of names) {
      const { by, names: known } = handedOver[framework] ?? { by: '', names: [] };
      const isHandedOver = known.includes(name) && code.includes(by);
      expect(isHandedOver || new RegExp(`["']${name}["']`).test(code), name).toBe(true);
    }
    expect(text(folder, 'runtime/contract.ts')).toContain(names[0] ?? 'hyperparameters');
  },
);

test.each(frameworks)(
  'the first manifest of a model package names the file that reads the model: %s',
  (framework) => {
    const yaml = drafted({ framework });
    const folder = generatedFolder(yaml);
    const [, handler = ''] = /with the files that (\S+) loads/.exec(yaml) ?? [];
    expect(readFileSync(`${folder}/${handler}`, 'utf8')).not.toBe('');
    expect(text(folder, 'model/README.md')).toContain(`\`${handler}\``);
  },
);

test.each(['model-package', 'algorithm'] as const)(
  'the first manifest with a server of the seller names its files, and has no mistake: %s',
  (productType) => {
    const yaml = drafted({ framework: 'server', productType });
    expect(yaml).toContain('\ninclude: [app.py] ');
    expect(yaml.includes('\n  entry: code/train.py ')).toBe(productType === 'algorithm');
    expect(problemsIn(yaml)).not.toContain('error:');
  },
);

function drafted(answers: Partial<Answers>): string {
  return draftManifest(preparedForTests(), {
    ...defaultAnswers,
    title: 'Churn scorer',
    name: 'churn-scorer',
    ...answers,
  });
}
