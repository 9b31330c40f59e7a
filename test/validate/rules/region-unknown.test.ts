import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a misspelt Region is refused', () => {
  expectProblem(
    'region-unknown',
    modelPackage({ upload: 'upload: { region: us-esat-2b }' }),
    `
    marketplace.yaml:7:19: error: \`upload.region\` is "us-esat-2b", which is not a Region that this generator knows [region-unknown]
      upload: { region: us-esat-2b }
                        ^^^^^^^^^^
      fix: write us-east-2
    `,
  );
});

test('a known Region is accepted', () => {
  expectNoProblem('region-unknown', modelPackage({ upload: 'upload: { region: eu-west-1 }' }));
});

test('what only looks like a Region is let through with a warning', () => {
  expectProblem(
    'region-unknown',
    modelPackage({ upload: 'upload: { region: us-esat-2 }' }),
    `
    marketplace.yaml:7:19: warning: \`upload.region\` is "us-esat-2", which is not a Region that this generator knows [region-unknown]
      upload: { region: us-esat-2 }
                        ^^^^^^^^^
      fix: write us-east-2
    `,
  );
});
