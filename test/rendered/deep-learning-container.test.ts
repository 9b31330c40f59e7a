import { expect, test } from 'vitest';
import { reportOf } from '../../src/report/report-of.ts';
import { policyIn } from '../support/account-template.ts';
import { explainText, renderText, resolveText, textsOf } from '../support/build-listing.ts';
import { algorithm, modelPackage } from '../support/expect-problems.ts';

const cpu = '2.6.0-cpu-py312-ubuntu22.04-sagemaker';
const framework = 'framework: pytorch';
const on = (name: string, tag: string) => `base: { deepLearningContainer: ${name}, tag: ${tag} }`;
const registry = '763104351884.dkr.ecr.us-east-2.amazonaws.com';

test('the image starts from AWS’s registry in the listing’s own Region, and says why', () => {
  const address = (region: string) => {
    const yaml = modelPackage({
      framework,
      base: on('pytorch-inference', cpu),
      upload: `upload: { region: ${region} }`,
    });
    const { value, reasons } = explainText(yaml);
    expect(reasons.find(({ path }) => path.join('.') === 'base.image')?.because).toBe(
      `AWS’s account for these images in ${region}, the Region of the listing`,
    );
    expect(textsOf(yaml).get('Dockerfile')).toContain(`\nFROM ${value.base.image}\n`);
    return value.base.image;
  };
  expect(address('eu-west-1')).toBe(`763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:${cpu}`);
  expect(address('eu-south-1')).toBe(
    `692866216735.dkr.ecr.eu-south-1.amazonaws.com/pytorch-inference:${cpu}`,
  );
});

test('the last stage only copies, keeps what the container says of its Python, and lets none of its own server start', () => {
  const dockerfile = textsOf(modelPackage({ framework, base: on('pytorch-inference', cpu) })).get(
    'Dockerfile',
  );
  const last = dockerfile?.slice(dockerfile.lastIndexOf('\nFROM ')).trim().split('\n') ?? [];
  expect(last.filter((line) => line.startsWith('RUN'))).toEqual([]);
  expect(last).toContain('ENV PATH=/opt/program/bin:/opt/packages/bin:/opt/node/bin:$PATH \\');
  expect(last).toContain('LABEL com.amazonaws.sagemaker.capabilities.multi-models=false');
  expect(last.slice(-2)).toEqual(['ENTRYPOINT []', 'CMD ["serve"]']);
  expect(dockerfile).not.toContain('/opt/python');
  expect(dockerfile).not.toMatch(/FROM python:/);
});

test.each([
  ['separate', 'pytorch-inference', cpu, `pytorch-training:${cpu}`],
  [
    'separate',
    'pytorch-inference',
    '2.6.0-gpu-py312-cu124-ubuntu22.04-sagemaker',
    'pytorch-training:2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker',
  ],
  [
    'separate',
    'huggingface-pytorch-inference',
    '2.6.0-transformers5.5.3-cpu-py312-ubuntu22.04',
    'huggingface-pytorch-inference:2.6.0-transformers5.5.3-cpu-py312-ubuntu22.04',
  ],
  ['separate', 'pytorch', '2.14.0-cpu-amzn2023-sagemaker', 'pytorch:2.14.0-cpu-amzn2023-sagemaker'],
])('a %s training image on %s %s is built on %s', (image, name, tag, training) => {
  const texts = textsOf(
    algorithm({
      framework,
      base: on(name, tag),
      training: `training: { image: ${image}, channels: [{ name: train, contentTypes: [text/csv] }] }`,
    }),
  );
  expect(texts.get('Dockerfile')).toContain(`\nFROM ${registry}/${name}:${tag}\n`);
  expect(texts.get('Dockerfile.training')).toContain(`\nFROM ${registry}/${training}\n`);
  const pull = policyIn(texts, 'PublishPolicy').get('PullBase');
  const repositories = [...new Set([name, training.split(':')[0]])];
  expect(pull?.Resource).toEqual(
    repositories.map((repository) => `arn:aws:ecr:us-east-2:763104351884:repository/${repository}`),
  );
});

test('one image for both takes the container that is named', () => {
  const training = 'training: { image: combined, channels: [{ name: train, contentTypes: [text/csv] }] }';
  const texts = textsOf(algorithm({ framework, base: on('pytorch-inference', cpu), training }));
  expect(texts.get('Dockerfile')).toContain(`\nFROM ${registry}/pytorch-inference:${cpu}\n`);
  expect(texts.has('Dockerfile.training')).toBe(false);
});

test('requirements.txt holds what the container does not have', () => {
  const entries = (members: Parameters<typeof modelPackage>[0]) =>
    textsOf(modelPackage(members))
      .get('requirements.txt')
      ?.split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
  expect(entries({ framework, base: on('pytorch-inference', cpu) })).toEqual([]);
  const serving = on('tensorflow-inference', '2.20.0-cpu-py312-amzn2023-sagemaker');
  expect(entries({ framework: 'framework: tensorflow', base: serving })?.[0]).toMatch(/^tensorflow-cpu==/);
  expect(entries({ framework: 'framework: xgboost', base: on('pytorch-inference', cpu) })?.[0]).toMatch(
    /^xgboost-cpu==/,
  );
});

test('a newer tag than the catalogue’s is generated, with what the tag itself says', () => {
  const base = on('pytorch-inference', '3.0.1-cpu-py314-amzn2023-sagemaker');
  const value = resolveText(modelPackage({ framework, base }));
  expect([value.framework.version.version, value.framework.python]).toEqual(['3.0.1', '3.14']);
  expect(value.base).toMatchObject({ endOfLife: null, isScannable: true });
});

test('a report has the container as its base, with the end of AWS’s patches', () => {
  const { rendered, problems } = renderText(modelPackage({ framework, base: on('pytorch-inference', cpu) }));
  const { product } = reportOf({
    manifest: 'marketplace.yaml',
    status: 'written',
    listing: rendered?.listing,
    changes: [],
    problems,
  } as unknown as Parameters<typeof reportOf>[0]);
  expect(product).toMatchObject({
    framework: 'pytorch 2.6.0',
    base: { id: `pytorch-inference:${cpu}`, endOfLife: '2026-06-30', isScannable: true },
  });
});

test('its guide says what to install on this machine, and how the base gets there', () => {
  const readme = textsOf(modelPackage({ framework, base: on('pytorch-inference', cpu) })).get('README.md');
  expect(readme).toContain('pip install torch numpy -r requirements.txt');
  expect(readme).toContain('PyTorch 2.6.0 from its base');
  expect(readme).toContain(`\`${registry}/pytorch-inference:${cpu}\``);
  expect(readme).toContain('It runs on Ubuntu 22.04: ECR scans it.');
});
