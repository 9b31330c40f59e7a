import { describe, expect, test, vi } from 'vitest';
import type { Seen } from '../../src/model/rehearsal.ts';
import { failure } from '../../src/model/result.ts';
import type { Check, ImageScene } from '../../src/rehearse/check.ts';
import { imageConversations } from '../../src/rehearse/checks/image-conversations.ts';
import { imageInOptMl } from '../../src/rehearse/checks/image-in-opt-ml.ts';
import { imageManifest } from '../../src/rehearse/checks/image-manifest.ts';
import { imageSecrets } from '../../src/rehearse/checks/image-secrets.ts';
import { imageSize } from '../../src/rehearse/checks/image-size.ts';
import { imageVulnerabilities } from '../../src/rehearse/checks/image-vulnerabilities.ts';
import { timeLimits } from '../../src/rehearse/limits.ts';
import type { ImageFacts } from '../../src/rehearse/stage.ts';
import { openCleanup } from '../../src/shell/rehearse/cleanup.ts';
import { loadMaterials } from '../../src/shell/rehearse/load-materials.ts';
import { processStage } from '../../src/shell/rehearse/process-stage.ts';
import { scanImageHere } from '../../src/shell/rehearse/scan-image-here.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { programIn, scannerIn } from '../support/scanner-stand-in.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

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
    osRelease: undefined,
    scan: failure('neither trivy nor grype is installed here'),
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

test('an image for conversations has the label that lets WebSockets in', async () => {
  const label = '"com.amazonaws.sagemaker.capabilities.bidirectional-streaming": "true"';
  const wrong = [label.replace('true', 'false'), '"Labels": null'];
  expect(await look(imageConversations, sceneOf({ inspected: `[{ ${label} }]` }))).toMatchObject({
    verdict: 'passed',
  });
  for (const inspected of wrong)
    expect(await look(imageConversations, sceneOf({ inspected }))).toMatchObject({
      verdict: 'failed',
      words: 'churn-scorer:0.1.0 has no such label',
    });
  expect(await look(imageConversations, sceneOf({ inspected: '', role: 'training' }))).toMatchObject({
    verdict: 'passed',
  });
});

test('programs in /opt/ml/code are where AWS’s toolkits look for them, and other files of /opt/ml are told', async () => {
  const files = ['opt/ml/code/train.py', 'opt/ml/model/model.joblib', 'opt/ml/codes'];
  expect(await look(imageInOptMl, sceneOf({ files }))).toMatchObject({
    evidence: ['churn-scorer:0.1.0: /opt/ml/model/model.joblib', 'churn-scorer:0.1.0: /opt/ml/codes'],
  });
  expect(await look(imageInOptMl, sceneOf({ files: ['opt/ml/code/train.py'] }))).toMatchObject({
    verdict: 'passed',
  });
});

test('a layer that is too large for ECR is reported, and otherwise the size of the image', async () => {
  const history = [{ command: 'COPY model /model', bytes: 55e9 }];
  expect(await look(imageSize, sceneOf({ history }))).toMatchObject({
    verdict: 'failed',
    words: 'a layer is too large: churn-scorer:0.1.0: 55 GB',
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

describe('what a scanner of this machine finds', () => {
  /** The check of an image that a program in this folder scans. */
  async function scanned(programs: string, members = ''): Promise<Seen> {
    vi.stubEnv('PATH', `${programs}:/usr/bin:/bin`);
    const { upload } = resolveText(modelPackage({ upload: members }));
    const engine = { name: 'docker', isPodman: false };
    const scan = await scanImageHere(engine, 'churn-scorer:0.1.0', upload);
    vi.unstubAllEnvs();
    return look(imageVulnerabilities, sceneOf({ scan }));
  }

  test.each(['trivy', 'grype'] as const)('is refused as an upload refuses it: %s', async (scanner) => {
    expect(await scanned(scannerIn(scanner))).toEqual({
      verdict: 'failed',
      words: '1 CRITICAL in churn-scorer:0.1.0, 2 HIGH in churn-scorer:0.1.0',
      fix: 'update the base or the packages, and build; upload.scan.allow lets a false finding through',
      evidence: [
        expect.stringMatching(/^severity +finding +package/),
        expect.stringMatching(/^CRITICAL +CVE-2024-0001 +openssl +3\.0\.1 +3\.0\.9 +refused/),
        expect.stringMatching(/^HIGH +CVE-2024-0002 +zlib1g/),
        expect.stringMatching(/^HIGH +CVE-2024-0003 +somepkg/),
      ],
    });
  });

  test('passes where the manifest blocks none of it', async () => {
    expect(await scanned(scannerIn('trivy'), 'upload: { scan: { block: [LOW] } }')).toEqual({
      verdict: 'passed',
      words: 'churn-scorer:0.1.0: 4 findings of trivy, none blocked',
    });
  });

  test('is not seen without a scanner, or where it gives no report', async () => {
    const absent = 'neither trivy nor grype is installed here; ECR scans after the push';
    expect(await scanned(temporaryFolder())).toEqual({ verdict: 'not-seen', words: absent });
    const failing = programIn(temporaryFolder(), 'trivy', 'echo "no database" >&2; exit 1');
    expect(await scanned(failing)).toMatchObject({
      verdict: 'not-seen',
      words: 'trivy gave no report: no database; ECR scans after the push',
    });
  });
});
