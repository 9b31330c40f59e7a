import type { Answers } from '../model/answers.ts';
import type { View } from '../model/file-plan.ts';
import { draftHyperparameters } from './draft-hyperparameters.ts';
import { frameworkFilesFor } from './framework-files.ts';

/** The values of the first manifest, which has comments. */
export function manifestView(answers: Answers, generator: string): View {
  const { name, title, productType, artifactMode, framework, base, input, output, fields = [] } = answers;
  return {
    generator,
    productType,
    isAlgorithm: productType === 'algorithm',
    name,
    title,
    framework,
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
    handler: frameworkFilesFor(framework)?.handler ?? 'your code',
    hyperparameters: draftHyperparameters(framework),
    s3Uri: artifactMode === 's3' ? `s3://my-bucket/${name}/model.tar.gz` : null,
  };
}
