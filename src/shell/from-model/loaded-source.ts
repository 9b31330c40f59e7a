import type { Answers } from '../../model/answers.ts';
import type { FoundModel } from '../../model/model-files/found-model.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import type { ReportedModel } from '../../report/print-found-model.ts';
import type { ReportedProject } from '../../report/print-found-project.ts';
import type { ModelCopy } from './place-model.ts';

/** What a listing gets from what the seller has: a model, or a project. */
export type LoadedSource = ForListing &
  (
    | { readonly kind: 'model'; readonly reported: ReportedModel }
    | { readonly kind: 'project'; readonly reported: ReportedProject }
  );

interface ForListing {
  readonly answers: Partial<Answers>;
  /** The one model, whose records samples are made of. */
  readonly model: FoundModel | undefined;
  /** Files for the folder of the model. */
  readonly copies: readonly ModelCopy[];
  /** Files for the folder of the listing. */
  readonly code: readonly ModelCopy[];
  /** Texts for it. */
  readonly written: readonly { readonly path: string; readonly text: string }[];
  /** Lines for requirements.txt. */
  readonly packages: readonly string[];
  /** What breaks a rule in the project. */
  readonly problems: readonly LocatedProblem[];
}
