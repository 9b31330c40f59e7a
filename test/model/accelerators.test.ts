import { expect, test } from 'vitest';
import { acceleratorOf, driverFor, driversFor, familyOf, hasGpu } from '../../src/model/accelerators.ts';
import { isValidated } from '../../src/model/container-tags.ts';
import { preparedForTests } from '../support/prepared.ts';

const { catalogue } = preparedForTests();
const { families, drivers } = catalogue.accelerators;
const types = Object.values({ ...catalogue.instanceTypes }).flatMap((list) =>
  Array.isArray(list) ? list : [],
);

test('every type whose letters say that it has a GPU or a chip of AWS is of a known family, and no other', () => {
  const byLetters = types.filter((type) => hasGpu(type) || /^ml\.(inf|trn)\d/.test(type));
  expect(byLetters.filter((type) => !acceleratorOf(type, catalogue))).toEqual([]);
  const known = types.filter((type) => acceleratorOf(type, catalogue));
  expect(known.filter((type) => !byLetters.includes(type))).toEqual([]);
  const used = new Set(types.map(familyOf));
  expect(families.filter(({ family }) => !used.has(family))).toEqual([]);
});

test('a size that is counted is a size of SageMaker', () => {
  for (const { family, counts } of families)
    for (const size of Object.keys(counts)) expect(types).toContain(`ml.${family}.${size}`);
});

test('a family has one driver by itself in a service, and may choose only newer ones', () => {
  for (const { family } of families)
    for (const service of ['realtime', 'transform'] as const) {
      const [preset, ...others] = driversFor(`ml.${family}.xlarge`, service, catalogue);
      const presets = drivers.filter(
        (driver) => driver.service === service && driver.preset.includes(family),
      );
      expect(presets.length, family).toBeLessThanOrEqual(1);
      for (const other of others) expect(other.driver).toBeGreaterThan(preset?.driver ?? 0);
      for (const other of others) expect(other.amis).not.toEqual([]);
    }
});

test.each([
  ['ml.g5.xlarge', 'realtime', '11.8', 470],
  ['ml.g5.xlarge', 'realtime', '12.6', 535],
  ['ml.g5.xlarge', 'realtime', '13.0', 580],
  ['ml.g6.xlarge', 'realtime', '12', 535],
  ['ml.p6-b200.48xlarge', 'realtime', '12.6', 580],
  ['ml.g5.xlarge', 'transform', '12.6', 535],
  ['ml.g6.xlarge', 'transform', '11.8', 535],
  ['ml.g6.xlarge', 'transform', '13.0', undefined],
  ['ml.g5.xlarge', 'realtime', '14.0', undefined],
  ['ml.g6e.xlarge', 'transform', '12.6', undefined],
] as const)('%s in %s runs CUDA %s on driver %s', (type, service, cuda, driver) => {
  expect(driverFor(type, service, cuda, catalogue)?.driver).toBe(driver);
});

test('every build for CUDA runs on a driver of batch transforms, by which AWS validates', () => {
  const builds = catalogue.frameworks.flatMap(({ name, cuda }) =>
    (cuda?.versions ?? []).map((version) => ({ name, version })),
  );
  expect(builds.map(({ name }) => name)).toEqual([
    'onnxruntime',
    'xgboost',
    'pytorch',
    'tensorflow',
    'transformers',
    'python',
  ]);
  for (const { name, version } of builds)
    expect(driverFor('ml.g6.xlarge', 'transform', version.cuda ?? '', catalogue), name).toBeDefined();
});

test('a container with CUDA 13 cannot be validated, and one with CUDA 12, or none, can', () => {
  expect(isValidated('2.14.0-cu133-amzn2023-sagemaker', catalogue)).toBe(false);
  expect(isValidated('2.21.0-gpu-py312-cu129-amzn2023-sagemaker', catalogue)).toBe(true);
  expect(isValidated('2.14.0-cpu-amzn2023-sagemaker', catalogue)).toBe(true);
});
