import { exitCodes } from '../../src/shell/exit-code.ts';

/** The last line that `yo` prints of a run that did not end well. */
export const endings: Readonly<Record<number, string>> = {
  [exitCodes.inputHasErrors]: 'nothing was written where there are errors',
  [exitCodes.wrongUsage]: 'nothing was written',
  [exitCodes.conflictsLeft]: 'conflicts are left to resolve',
  [exitCodes.ourBug]: 'this is a bug',
};

/** The same, of an upload or a registration. */
export const publishingEndings: Readonly<Record<number, string>> = {
  [exitCodes.inputHasErrors]: 'nothing was asked of AWS where there are errors',
  [exitCodes.wrongUsage]: 'nothing was asked of AWS',
  [exitCodes.gateFailed]: 'it stopped where the error says; what is done stays done',
  [exitCodes.ourBug]: 'this is a bug',
};

/** The same, of a rehearsal. */
export const rehearsalEndings: Readonly<Record<number, string>> = {
  [exitCodes.inputHasErrors]: 'nothing was rehearsed where there are errors',
  [exitCodes.wrongUsage]: 'nothing was rehearsed',
  [exitCodes.gateFailed]: 'not ready for AWS; what failed is told above, with what helps',
  [exitCodes.ourBug]: 'this is a bug',
};
