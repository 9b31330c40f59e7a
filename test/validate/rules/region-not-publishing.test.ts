import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a Region that must be opted in to is let through with a warning', () => {
  expectProblem(
    'region-not-publishing',
    modelPackage({ upload: 'upload: { region: eu-south-1 }' }),
    `
    marketplace.yaml:7:19: warning: \`upload.region\` is eu-south-1 (Milan), which an account must opt in to [region-not-publishing]
      upload: { region: eu-south-1 }
                        ^^^^^^^^^^
      rule: AWS Marketplace publishes only from Regions that are on by default
      fix: choose another, such as us-east-2 or eu-west-1
    `,
  );
});

test('a Region that is on by default is accepted', () => {
  expectNoProblem('region-not-publishing', modelPackage({ upload: 'upload: { region: eu-west-1 }' }));
});
