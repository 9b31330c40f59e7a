import { expect, test } from 'vitest';
import { nameFrom, titleFrom } from '../../src/model/product-name.ts';

test.each([
  ['Churn scorer', 'churn-scorer'],
  ['Détecteur d’anomalies', 'detecteur-d-anomalies'],
  ['3D Vision!', 'd-vision'],
  ['  BERT_Large (v2) ', 'bert-large-v2'],
  ['解約予測', 'my-model'],
  ['x', 'my-model'],
  ['', 'my-model'],
  [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
])('the title %j makes the name %j', (title, name) => {
  expect(nameFrom(title)).toBe(name);
});

test('a name makes a title', () => {
  expect(titleFrom('churn-scorer')).toBe('Churn scorer');
});
