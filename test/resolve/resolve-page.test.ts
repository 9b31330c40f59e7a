import { expect, it } from 'vitest';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

const described = (description: string) =>
  modelPackage({
    product: `product: { type: model-package, name: churn-scorer, description: "${description}" }`,
  });

it('takes the description of the product as the short one, where it is not too long', () => {
  expect(resolveText(described('Scores customers')).page.shortDescription).toBe('Scores customers');
  expect(resolveText(described('x'.repeat(1000))).page.shortDescription).toHaveLength(1000);
  expect(resolveText(described('x'.repeat(1001))).page.shortDescription).toBeNull();
  expect(resolveText(modelPackage()).page.shortDescription).toBeNull();
});

it('leaves missing what only the seller knows', () => {
  const { page, buyers, customAttributes } = resolveText(
    modelPackage({ page: 'page: { keywords: [churn] }' }),
  );
  expect(page).toMatchObject({ keywords: ['churn'], longDescription: null, eula: null, sku: 'churn-scorer' });
  expect(buyers).toEqual({ repository: null, notebook: null });
  expect(customAttributes).toEqual([]);
});

it('removes the blanks around a text, and the line end that YAML puts behind a block', () => {
  const page =
    'page:\n  support: |\n    Write.\n\n    Call.\n  keywords: [" churn "]\n  refundPolicy: " None. "\n';
  expect(resolveText(modelPackage({ page })).page).toMatchObject({
    support: 'Write.\n\nCall.',
    keywords: ['churn'],
    refundPolicy: 'None.',
  });
});
