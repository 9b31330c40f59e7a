import type { LocatedProblem } from '../../model/problem.ts';
import type { Editable } from './editable.ts';
import type { TextEdit } from './text-edits.ts';

/** One change between two versions of the format. It reports what it cannot do before anything is changed. */
export interface Step {
  /** Why the step cannot be done, each reason at its place in the file. */
  readonly obstacles: (editable: Editable) => readonly LocatedProblem[];
  /** The edits; none where the text does not have what the step changes. */
  readonly edits: (editable: Editable) => readonly TextEdit[];
}
