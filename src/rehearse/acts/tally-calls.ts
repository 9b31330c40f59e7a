import { type LoadStep, percentile } from '../../model/measurements.ts';
import type { Reply } from '../stage.ts';
import { isStatus } from '../verdicts.ts';

const keptFaults = 5;

interface Tally {
  /** With what makes a 200 useless, if anything does. */
  readonly add: (answer: Reply, fault: string | undefined) => void;
  readonly sum: (connections: number, milliseconds: number, memoryBytes: number | null) => LoadStep;
}

/** Counts answers; the first faults of all tallies are collected in one list. */
export function openTally(faults: string[]): Tally {
  const times: number[] = [];
  let turnedAway = 0;
  let errors = 0;
  const add: Tally['add'] = (answer, fault) => {
    if (fault === undefined) times.push(answer.milliseconds);
    else if (isStatus(answer, 503, 503) || isStatus(answer, 429, 429)) turnedAway += 1;
    else {
      errors += 1;
      if (faults.length < keptFaults) faults.push(fault);
    }
  };
  const sum: Tally['sum'] = (connections, milliseconds, memoryBytes) => {
    const sorted = times.toSorted((one, other) => one - other);
    return {
      connections,
      milliseconds,
      calls: times.length,
      perSecond: milliseconds > 0 ? (times.length * 1000) / milliseconds : 0,
      p50Ms: percentile(sorted, 0.5),
      p99Ms: percentile(sorted, 0.99),
      turnedAway,
      errors,
      memoryBytes,
    };
  };
  return { add, sum };
}
