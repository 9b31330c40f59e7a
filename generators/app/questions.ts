import type { PromptQuestions } from '@yeoman/types';
import type { Prepared } from '../../src/generate.ts';
import type { Answers } from '../../src/model/answers.ts';
import type { Catalogue } from '../../src/model/catalogue.ts';
import { lastingBases } from '../../src/model/lasting-bases.ts';
import { nameFrom } from '../../src/model/product-name.ts';

/** Why these answers cannot make a manifest; undefined if they can. */
export type FaultOf = (answers: Answers) => string | undefined;

/**
 * What is asked when there is no manifest: eight questions at most, each with a good default, and six with a model. An answer is checked
 * when it is given, with the defaults for what is not asked yet.
 */
export function questions(
  prepared: Prepared,
  preset: Answers,
  faultOf: FaultOf,
  hasModel = false,
): PromptQuestions<Answers> {
  const known = hasModel ? ofModel : [];
  return [
    ...[...productQuestions(preset, faultOf), ...imageQuestions(prepared, preset)].filter(
      ({ name }) => !known.includes(String(name)),
    ),
    ...typeQuestions(prepared.catalogue, preset),
    {
      type: 'select',
      name: 'artifactMode',
      message: 'Where is the model stored?',
      default: preset.artifactMode,
      choices: artifactChoices,
      when: ({ productType = preset.productType }: Partial<Answers>) => productType === 'model-package',
    },
  ];
}

/** What a model that the seller has answers. */
const ofModel: readonly string[] = ['productType', 'framework'];

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

function imageQuestions(prepared: Prepared, preset: Answers): Questions {
  const { catalogue } = prepared;
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
      choices: baseChoices(prepared, preset.base),
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

/** Bases that ECR scans and that are supported for years, and the one that the options ask for. */
function baseChoices({ catalogue, today }: Prepared, preset: string) {
  const choices = lastingBases(catalogue, today).map(({ id, name, listed }) => ({
    value: id,
    name: listed ? name : `${name} (not on AWS Marketplace’s list)`,
  }));
  const isThere = choices.some(({ value }) => value === preset);
  return isThere ? choices : [{ value: preset, name: preset }, ...choices];
}
