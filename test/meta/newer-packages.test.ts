import { expect, test } from 'vitest';
import { newerPackages, type Pinned, pinnedPackages } from '../../scripts/newer-packages.ts';
import { preparedForTests } from '../support/prepared.ts';

const pinned = (name: string, version: string): Pinned => ({
  ...{ framework: 'pytorch', name, version },
  ...{ index: undefined, python: '3.13' },
});

test('each package that is not the newest, or that nobody knows, is told', async () => {
  const releases: Readonly<Record<string, string>> = { torch: '2.13.0', numpy: '2.5.0' };
  const packages = [pinned('torch', '2.13.0+cpu'), pinned('numpy', '2.4.6'), pinned('nobody', '1.0')];
  expect(await newerPackages(packages, async ({ name }) => releases[name])).toEqual([
    'pytorch: numpy 2.4.6: 2.5.0 is out',
    'pytorch: nobody 1.0: its index did not answer',
  ]);
});

test('the newest version of every framework with packages is looked at, with its newest Python', () => {
  const { frameworks } = preparedForTests().catalogue;
  const packages = pinnedPackages(frameworks);
  expect(packages).toContainEqual(expect.objectContaining({ name: 'scikit-learn', python: '3.13' }));
  expect(packages).toContainEqual(expect.objectContaining({ name: 'onnxruntime-node', python: undefined }));
  const keys = packages.map(({ name, version }) => `${name} ${version}`);
  expect(new Set(keys).size).toBe(keys.length);
});
