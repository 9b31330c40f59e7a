import type { MeasuredCall, Measurements, PingSpan } from '../model/measurements.ts';
import { ok } from '../model/result.ts';
import type { ImageFacts, Question, Reply, Server, Stage } from './stage.ts';

export interface RecordedStage {
  readonly stage: Stage;
  readonly measurements: () => Measurements;
  readonly images: () => readonly Pick<ImageFacts, 'name' | 'id'>[];
}

/**
 * The same stage, which also records the time of each call, and the images. Calls on kept connections are not recorded:
 * the load counts its own calls.
 */
export function recordCalls(stage: Stage): RecordedStage {
  const begun = stage.now();
  const calls: MeasuredCall[] = [];
  let readiness: ReadinessRecord | undefined;
  const serve: Stage['serve'] = async (options) => {
    const own = readiness ? undefined : openReadiness(stage.now());
    readiness ??= own;
    const started = await stage.serve(options);
    if (!started.ok) return started;
    const server = started.value;
    const ask: Server['ask'] = async (question) => {
      const atMs = stage.now();
      const answer = await server.ask(question);
      if (question.path === '/invocations') calls.push(measured(question, answer, atMs - begun));
      else own?.add(atMs, answer);
      return answer;
    };
    return ok({ ...server, ask });
  };
  let seen: readonly ImageFacts[] = [];
  const images: Stage['images'] = async () => {
    seen = await stage.images();
    return seen;
  };
  const none = { spans: [], readyMs: null };
  return {
    stage: { ...stage, serve, images },
    measurements: () => ({ readiness: readiness?.record() ?? none, calls }),
    images: () => seen.map(({ name, id }) => ({ name, id })),
  };
}

interface ReadinessRecord {
  readonly add: (atMs: number, answer: Reply) => void;
  readonly record: () => Measurements['readiness'];
}

/** Records the pings until the first 200. */
function openReadiness(begun: number): ReadinessRecord {
  const spans: PingSpan[] = [];
  let readyMs: number | null = null;
  const add: ReadinessRecord['add'] = (atMs, answer) => {
    if (readyMs !== null) return;
    const said = answer.ok ? String(answer.value.status) : answer.reason;
    const fromMs = rounded(atMs - begun);
    const toMs = rounded(atMs - begun + answer.milliseconds);
    const last = spans.at(-1);
    if (last?.said === said) spans[spans.length - 1] = { ...last, toMs, pings: last.pings + 1 };
    else spans.push({ fromMs, toMs, said, pings: 1 });
    if (said === '200') readyMs = toMs;
  };
  return { add, record: () => ({ spans, readyMs }) };
}

function measured({ headers }: Question, answer: Reply, atMs: number): MeasuredCall {
  return {
    atMs: rounded(atMs),
    milliseconds: rounded(answer.milliseconds),
    status: answer.ok ? answer.value.status : null,
    type: headers?.['content-type'] ?? '',
  };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
