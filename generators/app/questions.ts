import type { PromptQuestions } from '@yeoman/types';
import type { Answers } from '../../src/model/answers.ts';
import type { Catalogue } from '../../src/model/catalogue.ts';

/** What is asked when there is no manifest: seven questions at most, each with a good default. */
export function questions(catalogue: Catalogue, preset: Answers): PromptQuestions<Answers> {
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
      choices: baseChoices(catalogue),
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

/** What ECR can scan comes first: the other bases are accepted, with a warning. */
function baseChoices({ bases }: Catalogue) {
  const choice = ({ id, name, scannable }: (typeof bases)[number]) => ({
    value: id,
    name: scannable ? name : `${name} (ECR cannot scan it today)`,
  });
  return [...bases.filter(({ scannable }) => scannable), ...bases.filter(({ scannable }) => !scannable)].map(
    choice,
  );
}
