import { undeclaredType } from '../undeclared-type.ts';
import type { Rule } from './rule.ts';

/** The validation must send an input type of the listing: the server answers 415 to any other. */
export const validationContentTypeUndeclared: Rule = {
  code: 'validation-content-type-undeclared',
  check({ manifest: { contentTypes, validation } }) {
    return undeclaredType({
      member: 'contentType',
      type: validation?.transform?.contentType,
      declaredAt: ['contentTypes', 'input'],
      declared: contentTypes?.input,
      because: 'the server answers 415 to a type that is not listed, and the validation would fail',
    });
  },
};
