import { expect, test } from 'vitest';
import { currentPlans, storedPlans } from './golden-plans.ts';

test('every edit of a manifest yields its golden plan', () => {
  const hint = 'if the change is meant, run  npm run golden  and review the diff';
  expect(Object.fromEntries(currentPlans()), hint).toEqual(Object.fromEntries(storedPlans()));
});
