import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

/** A validation under a role. */
function validation({ role }: { role: string }): string {
  return `validation:\n  role: ${role}\n  transform: { input: 's3://b-1/in/', output: 's3://b-1/out/', contentType: text/csv }`;
}

test('the bare name of a role is refused, and its ARN is offered', () => {
  expectProblem(
    'validation-role',
    modelPackage({ validation: validation({ role: 'Validator' }) }),
    `
    marketplace.yaml:8:9: error: \`validation.role\` is "Validator", which is not the ARN of an IAM role [validation-role]
        role: Validator
              ^^^^^^^^^
      rule: SageMaker takes the role only by its whole ARN, with the 12 digits of your account
      fix: write \`arn:aws:iam::123456789012:role/Validator\` with your own account; the IAM console shows it
    `,
  );
});

test('the ARN of a user is refused', () => {
  expectProblem(
    'validation-role',
    modelPackage({ validation: validation({ role: 'arn:aws:iam::123456789012:user/me' }) }),
    `
    marketplace.yaml:8:9: error: \`validation.role\` is "arn:aws:iam::123456789012:user/me", which is not the ARN of an IAM role [validation-role]
        role: arn:aws:iam::123456789012:user/me
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: SageMaker takes the role only by its whole ARN, with the 12 digits of your account
      fix: write \`arn:aws:iam::123456789012:role/SageMakerValidation\` with your own account; the IAM console shows it
    `,
  );
});

test('a role in a folder is accepted', () => {
  expectNoProblem(
    'validation-role',
    modelPackage({ validation: validation({ role: 'arn:aws:iam::123456789012:role/team/Validator_1' }) }),
  );
});
