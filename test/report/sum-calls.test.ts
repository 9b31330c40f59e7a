import { expect, test } from 'vitest';
import type { MeasuredCall } from '../../src/model/measurements.ts';
import { measurementValues, sumCalls } from '../../src/report/sum-calls.ts';

function callsOf(count: number): MeasuredCall[] {
  return Array.from({ length: count }, (_, index) => ({
    atMs: index,
    milliseconds: index % 100,
    status: index % 10 === 0 ? 400 : 200,
    type: index % 4 === 0 ? 'application/json' : 'text/csv',
  }));
}

test('calls are summed up by the type that was sent', () => {
  expect(sumCalls(callsOf(400))).toEqual([
    { type: 'text/csv', calls: 300, answered: 280, p50Ms: 50, p99Ms: 99, slowestMs: 99 },
    { type: 'application/json', calls: 100, answered: 80, p50Ms: 48, p99Ms: 96, slowestMs: 96 },
  ]);
});

test('from thousands of calls, some hundred are listed for programs, in order and with the slowest ones', () => {
  const calls = callsOf(20_000);
  const slow = { atMs: 7.5, milliseconds: 9000, status: null, type: 'text/csv' };
  const { calls: listed } = measurementValues({
    readiness: { spans: [], readyMs: null },
    calls: [...calls.slice(0, 8), slow, ...calls.slice(8)],
  }) as { calls: MeasuredCall[] };
  expect(listed.length).toBeGreaterThan(400);
  expect(listed.length).toBeLessThanOrEqual(500);
  expect(listed).toContainEqual(slow);
  const times = listed.map(({ atMs }) => atMs);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
});
