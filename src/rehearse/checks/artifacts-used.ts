import { openServer } from '../acts/open-server.ts';
import { answerSamples } from '../answers/answer-samples.ts';
import { compareBodies } from '../answers/compare-bodies.ts';
import type { SampleAnswer } from '../answers/sample-answer.ts';
import type { Check, Opening, ServeScene } from '../check.ts';
import { onePortWords } from '../one-port.ts';
import { noSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import type { ModelRead } from '../traces.ts';
import { failed, notSeen, passed, timeWords } from '../verdicts.ts';

/**
 * The watchers see what Node and Python open. A library in another language opens files unseen: whether it needs the
 * model shows where another server is started without one.
 */
export const artifactsUsed: Check = {
  id: 'artifacts-used',
  rule: 'The answers come from the model that is sold: the server reads it.',
  source: sources.listing,
  objector: 'buyers suffer',
  phase: 'serve',
  look: async (scene) => {
    const { listing, modelFiles, modelBytes, stage, isWalkthrough } = scene;
    const { artifacts } = listing;
    const hasPlace = artifacts.mode === 'bundled' || artifacts.mode === 's3';
    if (hasPlace && (modelFiles.length === 0 || modelBytes === 0))
      return notSeen(`${artifacts.path}/ holds no model`);
    const sound = (await scene.answers()).filter(({ fault }) => fault === undefined);
    const reads = stage.modelReads();
    if (reads.length > 0) return passed(readWords(reads));
    if (artifacts.mode === 'in-image') return notSeen('nobody knows where your own image has its model');
    if (isWalkthrough) return notSeen('the walk-through needs no model for its one answer');
    if (sound.length === 0) return notSeen(`no watcher saw the model being read, and ${noSoundSample}`);
    return withoutModel(scene, sound);
  },
};

function readWords(reads: readonly ModelRead[]): string {
  const [first, ...others] = [...new Set(reads.map(({ path }) => path))];
  const where = reads.find(({ path }) => path === first)?.where;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return `${first}${more}, read by ${where ?? reads[0]?.program}`;
}

async function withoutModel(scene: ServeScene, sound: readonly SampleAnswer[]) {
  const limits = { ...scene.limits, ready: Math.min(scene.limits.ready, scene.limits.withoutModel) };
  const { opening, server } = await openServer(scene.stage, limits, { environment: {}, withoutModel: true });
  if (!server) return withoutServer(opening, limits.ready);
  const answers = await answerSamples(scene, server);
  await server.stop(0);
  const differs = sound.find((one) => !isAnsweredAlike(one, answers));
  if (differs)
    return passed(`without it, ${differs.sample.path} as ${differs.output.type} gets another answer`);
  return failed(
    'no file of the model is read, and a server without the model gives the same answers',
    'load the model from the folder that the handler is given',
    sound
      .slice(0, 3)
      .map(({ sample, output }) => `${sample.path} as ${output.type}: the same without a model`),
  );
}

function withoutServer({ notStarted, ending, log }: Opening, limitMs: number) {
  if (notStarted !== undefined) return notSeen(`no watcher saw the model being read, and ${notStarted}`);
  const onePort = onePortWords(log);
  if (onePort !== undefined) return notSeen(`no watcher saw the model being read, and ${onePort}`);
  if (ending)
    return passed(`without it, the server ends with ${ending.code} before it is ready`, log.slice(-3));
  return notSeen(
    `no watcher saw the model being read, and a server without it is not ready within ${timeWords(limitMs)}`,
  );
}

function isAnsweredAlike(
  { sample, output, body, codec }: SampleAnswer,
  others: readonly SampleAnswer[],
): boolean {
  const other = others.find((one) => one.sample.path === sample.path && one.output === output);
  if (other === undefined || other.fault !== undefined) return false;
  const compared = compareBodies(body, other.body, codec);
  return compared.ok && compared.value.length === 0;
}
