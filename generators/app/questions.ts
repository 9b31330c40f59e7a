import type { PromptQuestions } from '@yeoman/types';
import type { Prepared } from '../../src/generate.ts';
import type { Answers } from '../../src/model/answers.ts';
import type { Catalogue } from '../../src/model/catalogue.ts';
import { lastingBases } from '../../src/model/lasting-bases.ts';

/** What is asked when there is no manifest: seven questions at most, each with a good default. */
export function questions(prepared: Prepared, preset: Answers): PromptQuestions<Answers> {
  const { catalogue } = prepared;
  const types = catalogue.contentTypes.map(({ type }) => type).filter((type) => !type.endsWith('/*'));
  return [
    { type: 'input', name: 'name', message: 'Name of the product', default: preset.name },
    {
      type: 'select',
      name: 'productType',
      message: 'What do buyers get?',
      default: preset.productType,
      choices: productChoices,
    },
    {
      type: 'select',
      name: 'framework',
      message: 'What is the handler written with?',
      default: preset.framework,
      choices: frameworkChoices(catalogue),
    },
    {
      type: 'select',
      name: 'base',
      message: 'Base of the image',
      default: preset.base,
      choices: baseChoices(prepared, preset.base),
    },
    {
      type: 'checkbox',
      name: 'input',
      message: 'Content types taken',
      default: [...preset.input],
      choices: types,
      required: true,
    },
    {
      type: 'checkbox',
      name: 'output',
      message: 'Content types answered',
      default: [...preset.output],
      choices: types,
      required: true,
    },
    {
      type: 'select',
      name: 'artifactMode',
      message: 'Where does the model travel?',
      default: preset.artifactMode,
      choices: artifactChoices,
      when: ({ productType }: Partial<Answers>) => productType === 'model-package',
    },
  ];
}

const productChoices = [
  { value: 'model-package', name: 'a trained model (model package)' },
  { value: 'algorithm', name: 'an algorithm that they train themselves' },
];

const artifactChoices = [
  { value: 'bundled', name: 'in the image' },
  { value: 's3', name: 'in S3, apart from the image' },
];

function frameworkChoices(catalogue: Catalogue) {
  return catalogue.frameworks.map(({ name, title }) => ({ value: name, name: title }));
}

/** Bases that ECR scans and that are supported for years, and the one that the options ask for. */
function baseChoices({ catalogue, today }: Prepared, preset: string) {
  const lasting = lastingBases(catalogue, today);
  const choices = lasting.map(({ id, name, listed }) => ({
    value: id,
    name: listed ? name : `${name} (not on AWS Marketplace’s list)`,
  }));
  return choices.some(({ value }) => value === preset)
    ? choices
    : [{ value: preset, name: preset }, ...choices];
}
