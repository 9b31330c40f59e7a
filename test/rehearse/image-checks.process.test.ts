import { expect, test } from 'vitest';
import type { Seen } from '../../src/model/rehearsal.ts';
import type { Check, ImageScene } from '../../src/rehearse/check.ts';
import { imageManifest } from '../../src/rehearse/checks/image-manifest.ts';
import { imageSecrets } from '../../src/rehearse/checks/image-secrets.ts';
import { imageSize } from '../../src/rehearse/checks/image-size.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import type { ImageFacts } from '../../src/rehearse/stage.ts';
import { openCleanup } from '../../src/shell/rehearse/cleanup.ts';
import { loadMaterials } from '../../src/shell/rehearse/load-materials.ts';
import { processStage } from '../../src/shell/rehearse/process-stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

/** An image with these facts, which no engine of these tests can make. */
function sceneOf(facts: Partial<ImageFacts>): ImageScene {
  const image: ImageFacts = {
    name: 'churn-scorer:0.1.0',
    role: 'inference',
    platform: 'linux/amd64',
    entrypoint: [],
    user: '',
    bytes: 2e8,
    environment: ['PATH=/usr/bin'],
    id: 'sha256:1',
    inspected: '[{"Id": "sha256:1"}]',
    history: [{ command: 'COPY /opt/program/ /opt/program/', bytes: 2e8 }],
    files: ['opt/program/bin/serve'],
    ...facts,
  };
  const stage = processStage({ folder: '/', scratch: '/', model: undefined, cleanup: openCleanup() });
  return { ...loadMaterials(resolveText(modelPackage()), '/'), stage, limits: timeLimits, images: [image] };
}

async function look(check: Check, scene: ImageScene): Promise<Seen> {
  if (check.phase !== 'image') throw new Error(`${check.id} looks at no image`);
  return check.look(scene);
}

test('an image with a manifest of OCI is refused, as SageMaker refuses it', async () => {
  const inspected = '[{"ManifestType": "application/vnd.oci.image.manifest.v1+json"}]';
  expect(await look(imageManifest, sceneOf({ inspected }))).toMatchObject({
    verdict: 'failed',
    words: 'churn-scorer:0.1.0: the manifest is one of OCI',
  });
  expect(await look(imageManifest, sceneOf({}))).toMatchObject({ verdict: 'passed' });
});

test('a layer that is too large for ECR is reported, and otherwise the size of the image', async () => {
  const history = [{ command: 'COPY model /model', bytes: 55e9 }];
  expect(await look(imageSize, sceneOf({ history }))).toMatchObject({
    verdict: 'failed',
    words: 'a layer is too large: churn-scorer:0.1.0: 55000 MB',
  });
  expect(await look(imageSize, sceneOf({}))).toEqual({
    verdict: 'passed',
    words: 'churn-scorer:0.1.0: 200 MB',
  });
});

test.each([
  ['a command', { history: [{ command: 'RUN npm config set //r/:_authToken=abc123', bytes: 1 }] }],
  ['a build argument', { history: [{ command: 'RUN |1 PIP_PASSWORD=hunter2 /bin/sh -c pip', bytes: 1 }] }],
  ['a variable', { environment: ['API_TOKEN=abc123'] }],
  ['an address', { environment: ['PIP_INDEX_URL=https://me:hunter2@pypi.example.com/simple'] }],
])('a secret in %s is found, and not repeated', async (_place, facts) => {
  const seen = await look(imageSecrets, sceneOf(facts));
  expect(seen.verdict).toBe('failed');
  expect(JSON.stringify(seen)).not.toMatch(/abc123|hunter2/);
});

test('a variable whose name only resembles a secret is accepted', async () => {
  const environment = [
    'TOKENIZERS_PARALLELISM=false',
    'PASSWORD=',
    'GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D',
  ];
  expect(await look(imageSecrets, sceneOf({ environment }))).toMatchObject({ verdict: 'passed' });
});
