import type { ProductType } from './manifest.ts';

/** What `init` and the questions of `yo` find out: enough for a first manifest. */
export interface Answers {
  readonly name: string;
  readonly productType: ProductType;
  readonly framework: string;
  readonly base: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly artifactMode: 'bundled' | 's3';
}

/** What nobody answered. */
export const defaultAnswers: Omit<Answers, 'name'> = {
  productType: 'model-package',
  framework: 'typescript',
  base: 'amazonlinux:2023',
  input: ['text/csv', 'application/json'],
  output: ['application/json'],
  artifactMode: 'bundled',
};
