/** What `init` and the questions of `yo` find out, as it was said: the first manifest is validated like any other. */
export interface Answers {
  readonly name: string;
  readonly productType: string;
  readonly framework: string;
  readonly base: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly artifactMode: string;
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
