import type { ServeScene } from './check.ts';
import type { Answer, Broken, Materials, Question, Sample } from './stage.ts';

export interface WholeSample extends Sample {
  readonly body: Uint8Array;
}

/** The samples that are there, and hold something. */
export function wholeSamples({ samples }: Materials): readonly WholeSample[] {
  return samples.flatMap((sample) => (sample.body?.length ? [{ ...sample, body: sample.body }] : []));
}

/** A call as a buyer makes it, with a sample unless something else is said. */
export function invocation(
  scene: Pick<ServeScene, 'listing' | 'limits'>,
  sample: { readonly type: string; readonly body: Uint8Array },
  more: Partial<Question> = {},
): Question {
  const headers = { 'content-type': sample.type, accept: scene.listing.output[0]?.type ?? '*/*' };
  return {
    path: '/invocations',
    method: 'POST',
    body: sample.body,
    timeoutMs: scene.limits.answer,
    ...more,
    headers: { ...headers, ...more.headers },
  };
}

/** The first sample that is answered when it comes alone: whoever has none is told so once, by `declared-types`. */
export async function soundSample(scene: ServeScene): Promise<WholeSample | undefined> {
  for (const sample of wholeSamples(scene)) if (await isAnswered(scene, sample)) return sample;
  return undefined;
}

export async function soundSamples(scene: ServeScene): Promise<readonly WholeSample[]> {
  const sound: WholeSample[] = [];
  for (const sample of wholeSamples(scene)) if (await isAnswered(scene, sample)) sound.push(sample);
  return sound;
}

async function isAnswered(scene: ServeScene, sample: WholeSample): Promise<boolean> {
  const answer = await scene.server.ask(invocation(scene, sample));
  return 'status' in answer && answer.status === 200;
}

/** What a check says that needs one. */
export const noSoundSample = 'no sample is answered when it comes alone';

/** `GET /ping`, with the time that SageMaker waits for it. */
export function ping({ limits }: Pick<ServeScene, 'limits'>): Question {
  return { path: '/ping', timeoutMs: limits.ping };
}

/** Calls from so many callers at once, each as soon as its last one is answered, as long as they are wanted. */
export async function callWhile(
  { server }: ServeScene,
  question: Question,
  { callers, isWanted }: { readonly callers: number; readonly isWanted: () => boolean },
): Promise<readonly (Answer | Broken)[]> {
  const answers: (Answer | Broken)[] = [];
  const caller = async () => {
    while (isWanted() && !server.ending()) answers.push(await server.ask(question));
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return answers;
}

/** So many calls, a few at a time. */
export async function callTimes(
  { server }: ServeScene,
  question: Question,
  { times, callers }: { readonly times: number; readonly callers: number },
): Promise<readonly (Answer | Broken)[]> {
  const answers: (Answer | Broken)[] = [];
  let begun = 0;
  const caller = async () => {
    while (begun < times && !server.ending()) {
      begun += 1;
      answers.push(await server.ask(question));
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return answers;
}

/** The bytes so often, one behind the other, that they fill the size: lines stay whole where they fit. */
export function enlarged({ body }: WholeSample, codec: string, size: number): Uint8Array {
  const grown = new Uint8Array(size);
  // JSON and binary bodies stay one document: blanks behind JSON mean nothing, and zeros behind others are refused at once.
  if (codec === 'json' || codec === 'npy' || codec === 'bytes') {
    grown.fill(codec === 'json' ? 0x20 : 0);
    grown.set(body.subarray(0, size));
    return grown;
  }
  const line = body.at(-1) === 10 ? body : Uint8Array.from([...body, 10]);
  let at = 0;
  for (; at + line.length <= size; at += line.length) grown.set(line, at);
  grown.fill(10, at);
  return grown;
}
