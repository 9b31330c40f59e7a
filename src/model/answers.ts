import type { Field, Hyperparameter } from './manifest.ts';

/** The answers to the questions of `yo`, or the options of `init`. They are not validated; the manifest is. */
export interface Answers {
  readonly title: string;
  readonly name: string;
  readonly productType: string;
  readonly framework: string;
  /** Undefined for the newest that was tried. */
  readonly frameworkVersion?: string | undefined;
  readonly base: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  /** The seller's own inference script, where the listing serves with one. */
  readonly inferenceEntry?: string;
  /** Their training script, for an algorithm. */
  readonly training?: AnsweredTraining;
  /** The folder of the model, where the seller has code in `model`. */
  readonly modelFolder?: string;
  /** Files and folders of theirs beside it. */
  readonly include?: readonly string[];
  /** What a record consists of, where the model says so. */
  readonly fields?: readonly Field[];
  readonly artifactMode: string;
}

export interface AnsweredTraining {
  readonly entry: string;
  readonly channels: readonly string[];
  readonly hyperparameters: readonly Hyperparameter[];
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
