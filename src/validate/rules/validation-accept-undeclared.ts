import { undeclaredType } from '../undeclared-type.ts';
import type { Rule } from './rule.ts';

/** The validation must ask for an output type of the listing: the server answers 406 to any other. */
export const validationAcceptUndeclared: Rule = {
  code: 'validation-accept-undeclared',
  check({ manifest: { contentTypes, validation } }) {
    return undeclaredType({
      member: 'accept',
      type: validation?.transform?.accept,
      declaredAt: ['contentTypes', 'output'],
      declared: contentTypes?.output,
      because: 'the server answers 406 to a type that is not listed, and the validation would fail',
    });
  },
};
