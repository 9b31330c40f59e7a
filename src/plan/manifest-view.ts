import type { Answers } from '../model/answers.ts';
import type { View } from '../model/file-plan.ts';

/** The values of the first manifest, which has comments. */
export function manifestView(answers: Answers, generator: string): View {
  const { name, productType, artifactMode, framework, base, input, output } = answers;
  return {
    generator,
    productType,
    isAlgorithm: productType === 'algorithm',
    name,
    title: name.split(/[^a-z0-9]+/i).join(' '),
    framework,
    base,
    input,
    output,
    artifactMode,
    s3Uri: artifactMode === 's3' ? `s3://my-bucket/${name}/model.tar.gz` : null,
  };
}
