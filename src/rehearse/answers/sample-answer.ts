import type { AnsweredSample } from '../../model/rehearsal.ts';
import type { ResolvedContentType } from '../../model/resolved-listing.ts';
import type { WholeSample } from '../materials.ts';
import type { Reply } from '../stage.ts';

/** A sample as it is answered in one of the output types. */
export interface SampleAnswer extends AnsweredSample {
  readonly sample: WholeSample;
  readonly output: ResolvedContentType;
  readonly answer: Reply;
}
