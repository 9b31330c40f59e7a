import { fileNameIn } from '../../model/answer-name.ts';
import { transformedName } from '../../model/buyer-data.ts';
import type { Codec } from '../../model/catalogue.ts';
import type { AnsweredSample } from '../../model/rehearsal.ts';
import { answerFault } from '../answers/answer-fault.ts';
import type { TransformProfile } from '../check.ts';
import type { Materials, WholeSample } from '../materials.ts';
import type { Reply } from '../stage.ts';
import { assemble } from './transform-requests.ts';

interface OfTransform {
  readonly materials: Pick<Materials, 'listing'>;
  readonly profile: TransformProfile;
}

/** The file that a transform makes of a sample as it is. It is made twice, to see whether it is another one each time. */
export async function answerFile(
  sample: WholeSample,
  ask: () => Promise<readonly Reply[]>,
  { materials, profile }: OfTransform,
): Promise<AnsweredSample> {
  const answers = await ask();
  const again = await ask();
  const output = materials.listing.output.find(({ type }) => type === profile.accept);
  const faults = answers.flatMap((answer) => answerFault(answer, { output, records: undefined }) ?? []);
  const body = assemble(answers, profile);
  return {
    name: transformedName(fileNameIn(sample.path)),
    codec: codecOf(output?.codec ?? 'bytes', answers.length, profile),
    body,
    fault: faults[0],
    isSteady: Buffer.compare(body, assemble(again, profile)) === 0,
  };
}

/** How the file can be read: several answers in one type are one body of that type only where each is a line. */
function codecOf(codec: Codec, answers: number, { assemble: by }: TransformProfile): Codec {
  if (by === 'Line' && codec === 'json') return 'jsonlines';
  return answers > 1 && by !== 'Line' ? 'bytes' : codec;
}
