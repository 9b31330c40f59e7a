import { missingForPublishRule } from './missing-for-publish.ts';
import { parametersForPublish } from './parameters-for-publish.ts';
import type { Rule } from './rule.ts';
import { undescribedForPublish } from './undescribed-for-publish.ts';

/** Every rule of `validate --for publish`; before that, nobody needs what they ask for. */
export const publishRules: readonly Rule[] = [
  missingForPublishRule,
  undescribedForPublish,
  parametersForPublish,
];
