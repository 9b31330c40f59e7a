import { answerName } from '../../model/answer-name.ts';
import type { ResolvedContentType } from '../../model/resolved-listing.ts';
import type { Scene } from '../check.ts';
import { invocation } from '../questions.ts';
import { wantedFor, wholeSamples } from '../samples.ts';
import type { Reply, Server } from '../stage.ts';
import { isStatus } from '../verdicts.ts';
import { answerFault } from './answer-fault.ts';
import { chosenOutput } from './chosen-output.ts';
import { compareBodies } from './compare-bodies.ts';
import type { SampleAnswer } from './sample-answer.ts';

/** Each sample in each output type, one call at a time. */
export async function answerSamples(scene: Scene, server: Server): Promise<readonly SampleAnswer[]> {
  const answers: SampleAnswer[] = [];
  for (const sample of wholeSamples(scene))
    for (const asked of scene.listing.output) {
      const question = invocation(scene, sample, { headers: { accept: asked.type } });
      const answer = await server.ask(question);
      const output = chosenOutput(scene.listing, answer) ?? asked;
      if (answers.some((one) => one.sample === sample && one.output === output)) continue;
      const fault = answerFault(answer, wantedFor(scene, sample, output));
      const isSteady = scene.expected !== undefined || isSame(answer, await server.ask(question), output);
      const { codec } = output;
      const name = answerName(sample.path, output);
      answers.push({ sample, output, answer, fault, name, codec, body: bodyOf(answer), isSteady });
    }
  return answers;
}

function bodyOf(answer: Reply): Uint8Array {
  return isStatus(answer, 200, 200) ? answer.value.body : new Uint8Array();
}

function isSame(answer: Reply, again: Reply, { codec }: ResolvedContentType): boolean {
  const compared = compareBodies(bodyOf(answer), bodyOf(again), codec);
  return compared.ok && compared.value.length === 0;
}
