import { type MeasuredCall, type Measurements, percentile } from '../model/measurements.ts';

export interface CallsOfType {
  readonly type: string;
  readonly calls: number;
  /** Answered with 200. */
  readonly answered: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly slowestMs: number;
}

/** The times of the calls for each type that was sent, the type with the most calls first. */
export function sumCalls(calls: readonly MeasuredCall[]): readonly CallsOfType[] {
  const groups = [...Map.groupBy(calls, ({ type }) => type)].map(([type, own]) => {
    const times = own.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
    return {
      type,
      calls: own.length,
      answered: own.filter(({ status }) => status === 200).length,
      p50Ms: percentile(times, 0.5),
      p99Ms: percentile(times, 0.99),
      slowestMs: times.at(-1) ?? 0,
    };
  });
  return groups.sort((one, other) => other.calls - one.calls);
}

/** The limits of the list for programs: a rehearsal makes thousands of calls, and a sample is enough for a plot. */
const listed = 500;
const slowest = 50;

/** For `--json`: figures of all calls, and a list of some hundred calls with the slowest among them. */
export function measurementValues({ readiness, calls }: Measurements): object {
  return { readiness, types: sumCalls(calls), calls: someOf(calls) };
}

function someOf(calls: readonly MeasuredCall[]): readonly MeasuredCall[] {
  if (calls.length <= listed) return calls;
  const step = Math.ceil(calls.length / (listed - slowest));
  const slow = calls.toSorted((one, other) => other.milliseconds - one.milliseconds).slice(0, slowest);
  const kept = new Set(slow);
  return calls.filter((call, index) => index % step === 0 || kept.has(call));
}
