import { exitCodes } from '../../src/shell/exit-code.ts';

/** The last line that `yo` prints of a run that did not end well. */
export const endings: Readonly<Record<number, string>> = {
  [exitCodes.inputHasErrors]: 'nothing was written where there are errors',
  [exitCodes.wrongUsage]: 'nothing was written',
  [exitCodes.conflictsLeft]: 'conflicts are left to resolve',
  [exitCodes.gateFailed]: 'it stopped where the error says; what is done stays done',
  [exitCodes.ourBug]: 'this is a bug',
};
