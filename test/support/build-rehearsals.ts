import type { CheckId } from '../../src/model/check-id.ts';
import type { Load, LoadStep, MeasuredCall, Soak } from '../../src/model/measurements.ts';
import type { CheckFacts, Phase, Rehearsal, Rehearsed, Seen } from '../../src/model/rehearsal.ts';

/** One successful step of a load test; a test can override members. */
export function buildStep(other: Partial<LoadStep> = {}): LoadStep {
  return {
    connections: 1,
    milliseconds: 800,
    calls: 640,
    perSecond: 800,
    p50Ms: 1.2,
    p99Ms: 4.5,
    turnedAway: 0,
    errors: 0,
    memoryBytes: 82_000_000,
    ...other,
  };
}

/** The measurement at the saturation point. */
export function buildSoak(other: Partial<Soak> = {}): Soak {
  const step = buildStep({ connections: 4, milliseconds: 6200, perSecond: 1204, p50Ms: 3.2, p99Ms: 9 });
  return { ...step, memory: [80e6, 81e6, 82e6, 82e6, 82e6], ...other };
}

export function buildLoad(other: Partial<Load> = {}): Load {
  const rates = [410, 790, 1210, 1230, 1190];
  const steps = rates.map((perSecond, index) => {
    const connections = 2 ** index;
    const p50Ms = (connections * 1000) / perSecond;
    return buildStep({ connections, perSecond, calls: perSecond, p50Ms, p99Ms: p50Ms * 2.5 });
  });
  return {
    plan: { connections: 32, seconds: 10 },
    steps,
    saturation: 4,
    isSaturated: true,
    soak: buildSoak(),
    pings: { count: 38, failed: 0, slowestMs: 12 },
    faults: [],
    ...other,
  };
}

/** Any text may be its id, so that tests can see it escaped. */
export function buildCheck(id: string, other: Partial<CheckFacts> = {}): CheckFacts {
  return {
    id: id as CheckId,
    rule: `The rule of ${id}.`,
    source: 'SageMaker Developer Guide, your-algorithms-inference-code',
    objector: 'AWS refuses',
    phase: 'serve',
    ...other,
  };
}

const passed: Seen = { verdict: 'passed', words: '200 in 3 ms' };

export function buildResult(id: string, seen: Seen = passed, other: Partial<CheckFacts> = {}): Rehearsed {
  return { check: buildCheck(id, other), seen, milliseconds: 12 };
}

/** A rehearsal that is ready as far as seen, with a check of each phase; the image was not seen. */
export function buildRehearsal(other: Partial<Rehearsal> = {}): Rehearsal {
  const acts: readonly Phase[] = ['start', 'serve', 'batch', 'stop'];
  const unseen: Seen = { verdict: 'not-seen', words: 'only an image shows it' };
  return {
    listing: 'churn-scorer',
    ranAs: 'as programs on this machine (as was asked for): what only an image shows is not seen',
    stage: 'process',
    answers: [],
    results: [
      buildResult('image-size', unseen, { phase: 'image', needs: 'container' }),
      ...acts.map((phase) => buildResult(`${phase}-check`, passed, { phase })),
    ],
    milliseconds: 11_400,
    measurements: {
      readiness: {
        spans: [
          { fromMs: 4, toMs: 310, said: 'the connection was refused', pings: 6 },
          { fromMs: 360, toMs: 900, said: '503', pings: 11 },
          { fromMs: 950, toMs: 952, said: '200', pings: 1 },
        ],
        readyMs: 952,
      },
      calls: buildCalls(240),
    },
    load: null,
    images: [],
    since: null,
    ...other,
  };
}

function buildCalls(count: number): MeasuredCall[] {
  return Array.from({ length: count }, (_, index) => ({
    atMs: 1200 + index * 37,
    milliseconds: 2 + ((index * 7919) % 100) / 10 + (index % 40 === 0 ? 180 : 0),
    status: index % 25 === 3 ? 400 : index % 90 === 7 ? null : 200,
    type: index % 3 === 0 ? 'application/json' : 'text/csv',
  }));
}
