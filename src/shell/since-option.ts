/** Of everything that takes many listings, in both fronts. */
export const sinceOption = {
  since: {
    kind: 'text',
    placeholder: '<git ref>',
    help: 'only listings that changed since this work left that branch or commit [all]',
  },
} as const;
