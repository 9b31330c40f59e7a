import type { ServeScene } from './check.ts';
import type { Question, Reply } from './stage.ts';

/** A call as a buyer makes it, with a sample. */
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
    streamMs: scene.limits.stream,
    ...more,
    headers: { ...headers, ...more.headers },
  };
}

/** `GET /ping` with SageMaker's timeout. */
export function ping({ limits }: Pick<ServeScene, 'limits'>): Question {
  return { path: '/ping', timeoutMs: limits.ping };
}

/** Calls from several callers at once while `isWanted`; each calls again when its last call is answered. */
export async function callWhile(
  { server }: ServeScene,
  question: Question,
  { callers, isWanted }: { readonly callers: number; readonly isWanted: () => boolean },
): Promise<readonly Reply[]> {
  const answers: Reply[] = [];
  const caller = async () => {
    while (isWanted() && !server.ending()) answers.push(await server.ask(question));
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return answers;
}

/** A number of calls, `callers` at a time. */
export async function callTimes(
  { server }: Pick<ServeScene, 'server'>,
  question: Question,
  { times, callers }: { readonly times: number; readonly callers: number },
): Promise<readonly Reply[]> {
  const answers: Reply[] = [];
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
