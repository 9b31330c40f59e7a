import { basename } from 'node:path';
import { type Answers, defaultAnswers } from '../model/answers.ts';
import { nameFrom, titleFrom } from '../model/product-name.ts';
import type { Command } from './commands/command.ts';

/** The options of both fronts that replace questions, with their help. */
export const answerOptions = {
  from: {
    kind: 'text',
    placeholder: '<path>',
    help: 'a model or a project that you have, a file or a folder: the listing is made for it',
  },
  title: { kind: 'text', placeholder: '<title>', help: 'what buyers see as the name [the name, as words]' },
  name: {
    kind: 'text',
    placeholder: '<name>',
    help: 'name of the image, its repository and the SageMaker resource [from the title, or the folder]',
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
    help: 'what the model is made with [typescript]',
  },
  base: {
    kind: 'text',
    placeholder: '<os:version>',
    values: 'bases',
    help: 'the system that the image is based on [amazonlinux:2023]',
  },
  input: {
    kind: 'text',
    placeholder: '<types>',
    help: 'content types of requests [text/csv,application/json]',
  },
  output: { kind: 'text', placeholder: '<types>', help: 'content types of answers [application/json]' },
  artifacts: {
    kind: 'text',
    placeholder: '<mode>',
    values: ['bundled', 's3'],
    help: 'where the model is stored: bundled (in the image) or s3 [bundled]',
  },
} as const satisfies Command['options'];

/** Unknown words go into the draft unchanged, because validation reports them with their line. */
export function answersFrom(
  texts: ReadonlyMap<string, string>,
  folder: string,
  ofModel: Partial<Answers> = {},
): Answers {
  const usual = { ...defaultAnswers, ...ofModel };
  const framework = texts.get('framework') ?? usual.framework;
  const title = texts.get('title');
  const name = texts.get('name') ?? nameFrom(title ?? basename(folder));
  const list = (text: string | undefined) => text?.split(',').map((item) => item.trim());
  return {
    title: title ?? titleFrom(name),
    name,
    productType: texts.get('type') ?? usual.productType,
    framework,
    frameworkVersion: framework === usual.framework ? usual.frameworkVersion : undefined,
    ...(usual.inferenceEntry !== undefined && { inferenceEntry: usual.inferenceEntry }),
    ...(usual.training && { training: usual.training }),
    ...(usual.modelFolder !== undefined && { modelFolder: usual.modelFolder }),
    include: usual.include ?? [],
    fields: usual.fields ?? [],
    base: texts.get('base') ?? usual.base,
    input: list(texts.get('input')) ?? usual.input,
    output: list(texts.get('output')) ?? usual.output,
    artifactMode: texts.get('artifacts') ?? usual.artifactMode,
  };
}
