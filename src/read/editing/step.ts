import type { LocatedProblem } from '../../model/problem.ts';
import type { Editable } from './editable.ts';
import type { TextEdit } from './text-edits.ts';

/** One change from a version of the format to the next. It says what it cannot do before anything is changed. */
export interface Step {
  /** What keeps the step from being carried out, at its place in the file. */
  readonly obstacles: (editable: Editable) => readonly LocatedProblem[];
  /** The edits; none where the text does not have what the step is about. */
  readonly edits: (editable: Editable) => readonly TextEdit[];
}
