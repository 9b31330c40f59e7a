import type { PromptQuestions } from '@yeoman/types';
import { type Answers, defaultAnswers } from '../../src/model/answers.ts';
import type { BaseImage, Catalogue } from '../../src/model/catalogue.ts';
import { nameFrom } from '../../src/model/product-name.ts';

/** Why these answers cannot make a manifest; undefined if they can. */
export type FaultOf = (answers: Answers) => string | undefined;

/**
 * What is asked when there is no manifest: eight questions at most, each with a good default. An answer is checked
 * when it is given, with the defaults for what is not asked yet.
 */
export function questions(catalogue: Catalogue, preset: Answers, faultOf: FaultOf): PromptQuestions<Answers> {
  return [
    ...productQuestions(preset, faultOf),
    ...imageQuestions(catalogue, preset),
    ...typeQuestions(catalogue, preset),
    {
      type: 'select',
      name: 'artifactMode',
      message: 'Where is the model stored?',
      default: preset.artifactMode,
      choices: artifactChoices,
      when: ({ productType }: Partial<Answers>) => productType === 'model-package',
    },
  ];
}

type Questions = Extract<PromptQuestions<Answers>, readonly unknown[]>;

function productQuestions(preset: Answers, faultOf: FaultOf): Questions {
  return [
    {
      type: 'input',
      name: 'title',
      message: 'What is the product called?',
      default: preset.title,
      validate: (title: string) => faultOf({ ...preset, title }) ?? true,
    },
    {
      type: 'input',
      name: 'name',
      message: 'Name of its image and of its resources in AWS',
      default: ({ title }: Partial<Answers>) =>
        title === preset.title ? preset.name : nameFrom(title ?? ''),
      validate: (name: string, { title = preset.title }: Partial<Answers> = {}) =>
        faultOf({ ...preset, title, name }) ?? true,
    },
    {
      type: 'select',
      name: 'productType',
      message: 'What do buyers get?',
      default: preset.productType,
      choices: productChoices,
    },
  ];
}

function imageQuestions(catalogue: Catalogue, preset: Answers): Questions {
  return [
    {
      type: 'select',
      name: 'framework',
      message: 'Which framework is your model made with?',
      default: preset.framework,
      choices: frameworkChoices(catalogue),
      pageSize: catalogue.frameworks.length,
    },
    {
      type: 'select',
      name: 'base',
      message: 'Which system is the image based on?',
      default: preset.base,
      choices: baseChoices(catalogue),
      pageSize: 10,
    },
  ];
}

function typeQuestions(catalogue: Catalogue, preset: Answers): Questions {
  const types = catalogue.contentTypes.map(({ type }) => type).filter((type) => !type.endsWith('/*'));
  return [
    {
      type: 'checkbox',
      name: 'input',
      message: 'Which content types do requests have?',
      default: [...preset.input],
      choices: types,
      required: true,
    },
    {
      type: 'checkbox',
      name: 'output',
      message: 'Which content types do answers have?',
      default: [...preset.output],
      choices: types,
      required: true,
    },
  ];
}

const productChoices = [
  { value: 'model-package', name: 'a trained model (model package)' },
  { value: 'algorithm', name: 'an algorithm that they train with their own data' },
];

const artifactChoices = [
  { value: 'bundled', name: 'in the image' },
  { value: 's3', name: 'in S3, apart from the image' },
];

function frameworkChoices({ frameworks }: Catalogue) {
  const width = Math.max(...frameworks.map(({ title }) => title.length));
  return frameworks.map(({ name, title, about }) => ({
    value: name,
    name: `${title.padEnd(width)}  ${about}`,
  }));
}

/** First the default, then those that ECR can scan, then those with the longest support. The others are accepted with a warning. */
export function baseChoices({ bases }: Pick<Catalogue, 'bases'>) {
  const isDefault = ({ id }: BaseImage) => Number(id === defaultAnswers.base);
  const sorted = [...bases].sort((a, b) => isDefault(b) - isDefault(a) || betterFirst(a, b));
  return sorted.map(({ id, name, scannable }) => ({
    value: id,
    name: scannable ? name : `${name} (ECR cannot scan it today, and AWS Marketplace wants a scan)`,
  }));
}

function betterFirst(a: BaseImage, b: BaseImage): number {
  return Number(b.scannable) - Number(a.scannable) || (a.endOfLife < b.endOfLife ? 1 : -1);
}
