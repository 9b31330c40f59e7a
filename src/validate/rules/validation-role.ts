import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule } from './rule.ts';

/** SageMaker's RoleArn (SageMaker API, read 2026-11-21). */
const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/?[\w+=,.@/-]+$/;

/** AWS validates with a role of the seller, given by its full ARN. */
export const validationRole: Rule = {
  code: 'validation-role',
  check({ manifest }) {
    const role = manifest.validation?.role;
    if (role === undefined || roleArn.test(role)) return [];
    const name = /^[\w+=,.@-]+$/.test(role) ? role : 'SageMakerValidation';
    return [
      {
        at: ['validation', 'role'],
        what: `\`validation.role\` is ${valueInWords(role)}, which is not the ARN of an IAM role`,
        rule: 'SageMaker takes the role only by its whole ARN, with the 12 digits of your account',
        fix: `write \`arn:aws:iam::123456789012:role/${name}\` with your own account; the IAM console shows it`,
      },
    ];
  },
};
