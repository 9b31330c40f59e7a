import { type Answers, defaultAnswers } from '../model/answers.ts';

/** The options of both fronts that replace questions, with their help. */
export const answerOptions = {
  name: {
    placeholder: '<name>',
    help: 'product, image and repository name [the folder’s name]',
  },
  type: { placeholder: '<type>', help: 'model-package or algorithm [model-package]' },
  framework: {
    placeholder: '<framework>',
    help: 'what the handler is written in [typescript]',
  },
  base: { placeholder: '<os:version>', help: 'the base of the image [amazonlinux:2023]' },
  input: { placeholder: '<types>', help: 'content types taken [text/csv,application/json]' },
  output: { placeholder: '<types>', help: 'content types answered [application/json]' },
  artifacts: { placeholder: '<mode>', help: 'bundled or s3 [bundled]' },
} as const satisfies Readonly<Record<string, { readonly placeholder: string; readonly help: string }>>;

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
