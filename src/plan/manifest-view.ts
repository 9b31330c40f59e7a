import type { Answers } from '../model/answers.ts';
import type { View } from '../model/file-plan.ts';
import type { Hyperparameter } from '../model/manifest.ts';
import { draftHyperparameters } from './draft-hyperparameters.ts';
import { frameworkFilesFor } from './framework-files.ts';

/** The values of the first manifest, which has comments. */
export function manifestView(answers: Answers, generator: string): View {
  const { name, title, productType, artifactMode, framework, base, input, output, fields = [] } = answers;
  const { training, include = [] } = answers;
  const isServer = framework === 'server';
  return {
    generator,
    productType,
    isAlgorithm: productType === 'algorithm',
    name,
    title,
    framework,
    isServer,
    frameworkVersion: answers.frameworkVersion ?? null,
    base,
    input,
    output,
    fields: fields.map((field) => ({
      name: field.name,
      type: field.type,
      isOptional: field.required === false,
      example: field.example === undefined ? null : JSON.stringify(field.example),
    })),
    artifactMode,
    handler: (answers.inferenceEntry === undefined && frameworkFilesFor(framework)?.handler) || 'your code',
    inferenceEntry: answers.inferenceEntry ?? null,
    include: isServer && include.length === 0 ? ['app.py'] : include,
    modelFolder: answers.modelFolder ?? 'model',
    trainingEntry: training?.entry ?? (isServer ? 'code/train.py' : null),
    channels: training?.channels ?? ['train'],
    hyperparameters: training ? training.hyperparameters.map(drafted) : draftHyperparameters(framework),
    s3Uri: artifactMode === 's3' ? `s3://my-bucket/${name}/model.tar.gz` : null,
  };
}

/** As those that the example training reads. A range is the seller's to say, and a script has none. */
function drafted({ name, type, values, default: usual }: Hyperparameter): View {
  return {
    name,
    type,
    values: values ?? [],
    hasRange: false,
    min: null,
    max: null,
    usual: usual === undefined ? null : JSON.stringify(usual),
  };
}
