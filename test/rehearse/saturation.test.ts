import { expect, test } from 'vitest';
import type { LoadStep } from '../../src/model/measurements.ts';
import { loadLevels, saturationOf, wantsMore } from '../../src/rehearse/acts/saturation.ts';
import { buildStep } from '../support/build-rehearsals.ts';

/** One step for each rate, with 1, 2, 4, … connections. */
function stepsOf(rates: readonly number[], last: Partial<LoadStep> = {}): LoadStep[] {
  const steps = rates.map((perSecond, index) => buildStep({ connections: 2 ** index, perSecond }));
  return steps.map((step, index) => (index === steps.length - 1 ? { ...step, ...last } : step));
}

test.each([
  [1, [1]],
  [2, [1, 2]],
  [6, [1, 2, 4, 6]],
  [32, [1, 2, 4, 8, 16, 32]],
])('with %i connections at most, the steps are %j', (most, levels) => {
  expect(loadLevels(most)).toEqual(levels);
});

test.each([
  ['nothing has been tried', stepsOf([]), true],
  ['each step brings more', stepsOf([100, 200, 390, 700]), true],
  ['one step brings nothing, which may be chance', stepsOf([100, 200, 390, 380]), true],
  ['two in a row bring nothing', stepsOf([100, 200, 390, 380, 400]), false],
  ['the first two bring nothing over the first', stepsOf([400, 400, 401]), false],
  ['calls are turned away', stepsOf([100, 200], { turnedAway: 1 }), false],
  ['calls fail', stepsOf([100, 200], { errors: 1 }), false],
])('whether more connections are tried when %s', (_, steps, isWanted) => {
  expect(wantsMore(steps)).toBe(isWanted);
});

test.each([
  ['the fewest that bring the most, but for chance', stepsOf([100, 200, 390, 380, 400]), 4],
  ['the most that were tried where each brought more', stepsOf([100, 200, 390]), 4],
  ['one that is not turned away', stepsOf([100, 200, 500], { turnedAway: 7 }), 2],
  ['the first where even that is turned away', stepsOf([100], { turnedAway: 7 }), 1],
])('the saturation point is %s', (_, steps, connections) => {
  expect(saturationOf(steps)).toBe(connections);
});
