import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runListing } from '../../src/shell/run-listing.ts';
import { algorithm, modelPackage } from './expect-problems.ts';
import { type GitRepository, gitRepository } from './git-repository.ts';
import { preparedForTests } from './prepared.ts';
import { ciTexts } from './rendered-ci.ts';

export const listings = ['listings/churn', 'listings/ein Modell für Köln', 'listings/fraud'] as const;

/** A model that the generated handler reads, for the generated samples. */
const weights = '{ "intercept": 0.5, "weights": [1, 0, -2, 0] }\n';

/** A repository on `main` with three generated listings and the CI files of this version. */
export function ciRepository(): GitRepository {
  const named = (name: string) =>
    modelPackage({ product: `product: { type: model-package, name: ${name} }` });
  const repository = gitRepository({
    'listings/churn/marketplace.yaml': named('churn-scorer'),
    'listings/churn/model/linear-model.json': weights,
    'listings/ein Modell für Köln/marketplace.yaml': named('koeln-scorer'),
    'listings/ein Modell für Köln/model/linear-model.json': weights,
    'listings/fraud/marketplace.yaml': algorithm({
      product: 'product: { type: algorithm, name: fraud-finder }',
    }),
  });
  for (const listing of listings)
    runListing(preparedForTests(), join(repository.folder, listing, 'marketplace.yaml'), {
      cwd: repository.folder,
      dryRun: false,
      restore: [],
    });
  for (const [path, text] of ciTexts()) {
    mkdirSync(dirname(join(repository.folder, path)), { recursive: true });
    writeFileSync(join(repository.folder, path), text);
    if (path.endsWith('.sh')) chmodSync(join(repository.folder, path), 0o755);
  }
  repository.commit();
  return repository;
}
