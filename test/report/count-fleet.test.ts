import { expect, test } from 'vitest';
import { countFleet, isPastEndOfLife } from '../../src/report/count-fleet.ts';
import { buildFleet, buildKept, buildProblem, buildProduct, buildReport } from '../support/build-reports.ts';

const old = { id: 'debian:6', endOfLife: '2016-02-29', isScannable: false };

test('a fleet is counted by type, state, problems and base', () => {
  const fleet = [
    buildReport({ rehearsal: buildKept(2) }),
    buildReport({ product: buildProduct({ type: 'algorithm', base: old }), status: 'written' }),
    buildReport({ product: null, status: 'refused', problems: [buildProblem(), buildProblem()] }),
  ];
  expect(countFleet(fleet, '2026-11-21')).toEqual({
    listings: 3,
    modelPackages: 1,
    algorithms: 1,
    states: { refused: 1, planned: 0, written: 1, unchanged: 1 },
    withProblems: 1,
    notReady: 1,
    pastEndOfLife: 1,
    unscannable: 1,
  });
});

test('the states of a fleet of any size add up to the fleet', () => {
  const { states, listings } = countFleet(buildFleet(500), '2026-11-21');
  expect(Object.values(states).reduce((sum, count) => sum + count)).toBe(listings);
});

test.each([
  ['2029-06-29', false],
  ['2029-06-30', false],
  ['2029-07-01', true],
])('on %s a base that is supported until 2029-06-30 is past its end: %s', (today, isPast) => {
  expect(isPastEndOfLife(buildReport(), today)).toBe(isPast);
});
