/** The answers to the questions of `yo`, or the options of `init`. They are not validated; the manifest is. */
export interface Answers {
  readonly title: string;
  readonly name: string;
  readonly productType: string;
  readonly framework: string;
  readonly base: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly artifactMode: string;
}

/** Defaults of the answers. */
export const defaultAnswers: Omit<Answers, 'name' | 'title'> = {
  productType: 'model-package',
  framework: 'typescript',
  base: 'amazonlinux:2023',
  input: ['text/csv', 'application/json'],
  output: ['application/json'],
  artifactMode: 'bundled',
};
