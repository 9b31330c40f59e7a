/** For all commands and generators that take many listings. */
export const sinceOption = {
  since: {
    kind: 'text',
    placeholder: '<git ref>',
    help: 'only listings that changed since this work left that branch or commit [all]',
  },
} as const;
