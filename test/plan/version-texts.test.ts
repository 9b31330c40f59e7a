import { expect, test } from 'vitest';
import { usageWords } from '../../src/plan/catalog/version-words.ts';
import { limitationTexts } from '../../src/plan/version-texts.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

function listingWith(page: object) {
  return resolveText(modelPackage({ page: `page: ${JSON.stringify(page)}` }));
}

test('texts have the length that people count, so no words of the seller are left out', () => {
  const limitations = '🌍'.repeat(990);
  expect(limitationTexts(listingWith({ limitations }))).toEqual([limitations]);
  const usage = '🌍'.repeat(9990);
  expect(usageWords(listingWith({ usage }))).toBe(usage);
});

test('what follows from the manifest stands behind them as far as there is room', () => {
  const texts = limitationTexts(listingWith({ limitations: 'a'.repeat(940) }));
  expect(texts).toEqual(['a'.repeat(940), 'Content types: text/csv, application/json.']);
});
