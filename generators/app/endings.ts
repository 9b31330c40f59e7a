import { exitCodes } from '../../src/shell/exit-code.ts';

/** The last line that `yo` prints of a run that did not end well. */
export const endings: Readonly<Record<number, string>> = {
  [exitCodes.inputHasErrors]: 'nothing was written for listings with errors',
  [exitCodes.wrongUsage]: 'nothing was written',
  [exitCodes.conflictsLeft]: 'conflicts are left to resolve',
  [exitCodes.ourBug]: 'this is a bug',
};

/** The same, of an upload or a registration. */
export const publishingEndings: Readonly<Record<number, string>> = {
  [exitCodes.inputHasErrors]: 'AWS was not called for listings with errors',
  [exitCodes.wrongUsage]: 'AWS was not called',
  [exitCodes.gateFailed]: 'it stopped at the error above; what was done before stays done',
  [exitCodes.ourBug]: 'this is a bug',
};

/** The same, of a rehearsal. */
export const rehearsalEndings: Readonly<Record<number, string>> = {
  [exitCodes.inputHasErrors]: 'listings with errors were not rehearsed',
  [exitCodes.wrongUsage]: 'nothing was rehearsed',
  [exitCodes.gateFailed]: 'not ready for AWS; the failed checks are listed above, with their fixes',
  [exitCodes.ourBug]: 'this is a bug',
};
