import type { Load, LoadPings, LoadPlan, LoadStep, Soak } from '../../model/measurements.ts';
import { openReader } from '../answers/answer-fault.ts';
import type { ServeScene } from '../check.ts';
import { invocation, ping } from '../questions.ts';
import { wantedFor } from '../samples.ts';
import type { Connection, Question, Reply } from '../stage.ts';
import { isStatus } from '../verdicts.ts';
import { loadLevels, saturationOf, wantsMore } from './saturation.ts';
import { openTally } from './tally-calls.ts';

/** The share of the time for finding the number of connections above which throughput does not grow. */
const rampShare = 0.5;
const quarters = 4;
const betweenPingsMs = 250;

/**
 * Calls with the samples, from 1, 2, 4, … connections until the throughput does not grow. For the rest of the time it
 * calls from the fewest connections with the full throughput. Undefined where no sample is answered.
 */
export async function loadServer(scene: ServeScene, plan: LoadPlan): Promise<Load | undefined> {
  const questions = (await scene.sound()).map((sample) => ({
    question: invocation(scene, sample),
    faultOf: openReader(wantedFor(scene, sample)),
  }));
  if (questions.length === 0) return undefined;
  const crowd = openCrowd(scene, questions);
  const pings = watchPings(scene);
  const begun = scene.stage.now();
  const levels = loadLevels(plan.connections);
  const milliseconds = (plan.seconds * 1000 * rampShare) / levels.length;
  const steps: LoadStep[] = [];
  for (const connections of levels) {
    if (!wantsMore(steps)) break;
    steps.push(await crowd.call(connections, milliseconds));
  }
  const saturation = saturationOf(steps);
  // A slow model may have used all the time; then it gets the time of one more step.
  const left = Math.max(milliseconds, plan.seconds * 1000 - (scene.stage.now() - begun));
  const hasFailed = steps.some(({ errors }) => errors > 0);
  const soak = hasFailed ? null : await soakServer(scene, crowd, saturation, left);
  crowd.close();
  return {
    plan,
    steps,
    saturation,
    isSaturated: steps.some(({ connections }) => connections > saturation),
    soak,
    pings: await pings.end(),
    faults: crowd.faults,
  };
}

interface JudgedQuestion {
  readonly question: Question;
  readonly faultOf: (answer: Reply) => string | undefined;
}

interface Crowd {
  readonly call: (connections: number, milliseconds: number) => Promise<LoadStep>;
  readonly faults: readonly string[];
  readonly close: () => void;
}

/** Callers that keep their connections between steps. */
function openCrowd({ stage, server }: ServeScene, questions: readonly JudgedQuestion[]): Crowd {
  const faults: string[] = [];
  const opened: Connection[] = [];
  const call = async (connections: number, milliseconds: number) => {
    const begun = stage.now();
    const tally = openTally(faults);
    const caller = async (place: number) => {
      const connection = opened[place] ?? server.connect();
      opened[place] = connection;
      for (let turn = place; stage.now() - begun < milliseconds && !server.ending(); turn += 1) {
        const asked = questions[turn % questions.length];
        const answer = asked && (await connection.ask(asked.question));
        if (answer) tally.add(answer, asked.faultOf(answer));
        // Without the pause, a caller whose connection fails at once would retry thousands of times a second.
        if (answer && !answer.ok) await stage.pause(20);
      }
    };
    await Promise.all(Array.from({ length: connections }, (_, place) => caller(place)));
    return tally.sum(connections, stage.now() - begun, (await server.memory()) ?? null);
  };
  return { call, faults, close: () => opened.forEach((connection) => void connection.close()) };
}

async function soakServer(
  { server }: ServeScene,
  crowd: Crowd,
  connections: number,
  milliseconds: number,
): Promise<Soak> {
  const first = await server.memory();
  const parts: LoadStep[] = [];
  for (let quarter = 0; quarter < quarters; quarter += 1)
    parts.push(await crowd.call(connections, milliseconds / quarters));
  const memory = [first ?? null, ...parts.map(({ memoryBytes }) => memoryBytes)];
  return { ...joined(parts), memory: memory.filter((bytes) => bytes !== null) };
}

/** Joins the quarters. The percentiles are those of the slowest quarter, to show a server that gets slower. */
function joined(parts: readonly LoadStep[]): LoadStep {
  const sum = (of: (part: LoadStep) => number) => parts.reduce((total, part) => total + of(part), 0);
  const milliseconds = sum((part) => part.milliseconds);
  const calls = sum((part) => part.calls);
  return {
    connections: parts[0]?.connections ?? 0,
    milliseconds,
    calls,
    perSecond: milliseconds > 0 ? (calls * 1000) / milliseconds : 0,
    p50Ms: Math.max(...parts.map(({ p50Ms }) => p50Ms)),
    p99Ms: Math.max(...parts.map(({ p99Ms }) => p99Ms)),
    turnedAway: sum((part) => part.turnedAway),
    errors: sum((part) => part.errors),
    memoryBytes: parts.at(-1)?.memoryBytes ?? null,
  };
}

/** Pings like SageMaker during the calls. */
function watchPings(scene: ServeScene): { readonly end: () => Promise<LoadPings> } {
  const { stage, server } = scene;
  const seen = { count: 0, failed: 0, slowestMs: 0, isOver: false };
  const watching = (async () => {
    while (!seen.isOver) {
      const answer = await server.ask(ping(scene));
      seen.count += 1;
      if (!isStatus(answer, 200, 200)) seen.failed += 1;
      seen.slowestMs = Math.max(seen.slowestMs, answer.milliseconds);
      await stage.pause(betweenPingsMs);
    }
  })();
  const end = async () => {
    seen.isOver = true;
    await watching;
    const { count, failed, slowestMs } = seen;
    return { count, failed, slowestMs };
  };
  return { end };
}
