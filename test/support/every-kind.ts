import { frameworkKinds } from './build-listing.ts';
import { algorithm, modelPackage, serverPackage } from './expect-problems.ts';
import { preparedForTests } from './prepared.ts';

/** Manifests whose listings together have each file that we ship. */
export function everyKind(): readonly string[] {
  const ofEachFramework = preparedForTests()
    .catalogue.frameworks.filter(({ family }) => family !== 'server')
    .map(({ name }) => algorithm({ framework: `framework: ${name}` }));
  const preloading = algorithm({
    framework: 'framework: xgboost',
    inference: 'inference: { preload: true }',
  });
  const withCuda = [
    algorithm({ framework: 'framework: { name: onnxruntime, accelerator: cuda }' }),
    modelPackage({
      framework: 'framework: { name: python, accelerator: cuda }',
      inference: 'inference: { language: typescript }',
    }),
  ];
  const withScript = ['scikit-learn', 'xgboost', 'pytorch', 'transformers', 'python'].map((name) =>
    modelPackage({ framework: `framework: ${name}`, inference: 'inference: { entry: code/inference.py }' }),
  );
  const streaming = ['typescript', 'python'].map((name) =>
    modelPackage({ framework: `framework: ${name}`, inference: 'inference: { streaming: true }' }),
  );
  const bidirectional = ['typescript', 'python'].map((name) =>
    modelPackage({ framework: `framework: ${name}`, inference: 'inference: { bidirectional: true }' }),
  );
  const conversingProgram = serverPackage({}, { inference: 'inference: { bidirectional: true }' });
  const fields = 'fields: { input: [{ name: age, type: number }], output: [{ name: score, type: number }] }';
  const withEverything = ['xgboost', 'pytorch', 'transformers', 'scikit-learn'].flatMap((name) =>
    [
      'preload: true',
      'streaming: true',
      'entry: code/inference.py, streaming: true',
      'language: typescript',
    ].map((said) =>
      algorithm({
        framework: `framework: ${name === 'scikit-learn' || said === 'preload: true' ? name : `{ name: ${name}, accelerator: cuda }`}`,
        inference: `inference: { ${said} }`,
        ...(/entry|streaming/.test(said) ? {} : { fields }),
      }),
    ),
  );
  const inTypescript = ['typescript', 'onnxruntime', 'tensorflow-js'].flatMap((name) =>
    [algorithm, modelPackage].flatMap((product) =>
      ['streaming: true', 'metrics: true'].map((said) =>
        product({ framework: `framework: ${name}`, inference: `inference: { ${said} }` }),
      ),
    ),
  );
  return [
    ...withEverything,
    ...inTypescript,
    ...ofEachFramework,
    preloading,
    ...withCuda,
    ...withScript,
    ...streaming,
    ...bidirectional,
    conversingProgram,
    ...Object.values(frameworkKinds),
  ];
}
