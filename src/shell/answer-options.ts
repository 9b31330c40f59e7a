import { type Answers, defaultAnswers } from '../model/answers.ts';
import type { Command } from './commands/command.ts';

/** The options of both fronts that replace questions, with their help. */
export const answerOptions = {
  name: {
    kind: 'text',
    placeholder: '<name>',
    help: 'product, image and repository name [the folder’s name]',
  },
  type: {
    kind: 'text',
    placeholder: '<type>',
    values: ['model-package', 'algorithm'],
    help: 'model-package or algorithm [model-package]',
  },
  framework: {
    kind: 'text',
    placeholder: '<framework>',
    values: 'frameworks',
    help: 'what the handler is written in [typescript]',
  },
  base: {
    kind: 'text',
    placeholder: '<os:version>',
    values: 'bases',
    help: 'the base of the image [amazonlinux:2023]',
  },
  input: { kind: 'text', placeholder: '<types>', help: 'content types taken [text/csv,application/json]' },
  output: { kind: 'text', placeholder: '<types>', help: 'content types answered [application/json]' },
  artifacts: {
    kind: 'text',
    placeholder: '<mode>',
    values: ['bundled', 's3'],
    help: 'bundled or s3 [bundled]',
  },
} as const satisfies Command['options'];

/** Unknown words go into the draft unchanged, because validation reports them with their line. */
export function answersFrom(texts: ReadonlyMap<string, string>, name: string): Answers {
  const list = (text: string | undefined) => text?.split(',').map((item) => item.trim());
  return {
    name: texts.get('name') ?? name,
    productType: texts.get('type') ?? defaultAnswers.productType,
    framework: texts.get('framework') ?? defaultAnswers.framework,
    base: texts.get('base') ?? defaultAnswers.base,
    input: list(texts.get('input')) ?? defaultAnswers.input,
    output: list(texts.get('output')) ?? defaultAnswers.output,
    artifactMode: texts.get('artifacts') ?? defaultAnswers.artifactMode,
  };
}
