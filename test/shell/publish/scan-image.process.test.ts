import { expect, onTestFinished, test, vi } from 'vitest';
import { awsClients } from '../../../src/shell/publish/aws-clients.ts';
import { startScan, waitForScan } from '../../../src/shell/publish/scan-image.ts';
import { awsMissing, type ScanState, startAws } from '../../support/aws.ts';

const missing = awsMissing();
const region = 'us-east-2';

test.skipIf(missing)(
  `a scan is waited for until it has an end, and each state is told once${missing ?? ''}`,
  async () => {
    const { image, said, reporter } = await scanned(['PENDING', 'IN_PROGRESS', 'IN_PROGRESS', 'COMPLETE']);
    await waitForScan(image, 1, reporter);
    expect(said).toEqual(['PENDING', 'IN_PROGRESS', 'COMPLETE'].map((state) => `scan of churn:1: ${state}`));
  },
);

test.skipIf(missing)(
  `a scan that never ends is waited for as long as the manifest says${missing ?? ''}`,
  async () => {
    const { image, reporter } = await scanned(['IN_PROGRESS']);
    await expect(waitForScan(image, 0, reporter)).rejects.toMatchObject({
      message: 'the scan of churn:1 is still IN_PROGRESS after 0 minutes',
      fix: expect.stringContaining('upload.scan.waitMinutes'),
    });
  },
);

test.skipIf(missing)(`a state that nobody knows yet is told as it is${missing ?? ''}`, async () => {
  const { image, reporter } = await scanned(['UNSUPPORTED_IMAGE']);
  await expect(waitForScan(image, 1, reporter)).rejects.toThrow('churn:1: ECR cannot scan its base');
});

test.skipIf(missing)(`a limit of one scan a day is asked about once${missing ?? ''}`, async () => {
  const { aws, image } = await scanned(['COMPLETE']);
  await startScan(image);
  await startScan(image);
  const started = (await aws.calls()).filter(({ operation }) => operation === 'StartImageScan');
  expect(started.length).toBe(2);
});

test.skipIf(missing)(`a scan is started in spite of faults that pass${missing ?? ''}`, async () => {
  const { aws, image } = await scanned(['COMPLETE']);
  await aws.fail('StartImageScan', { code: 'InternalFailure', status: 500 }, 2);
  await startScan(image);
  expect((await aws.calls()).map(({ operation }) => operation)).toEqual(Array(3).fill('StartImageScan'));
});

async function scanned(states: readonly string[]) {
  const aws = await startAws();
  for (const [name, value] of Object.entries({ ...aws.environment, PAUSE_SECONDS: '0' }))
    vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const digest = await aws.addImage('churn', '1', { region });
  await aws.scan(
    'churn',
    states.map((status): ScanState => ({ status })),
  );
  const said: string[] = [];
  const image = { clients: awsClients(region), repository: 'churn', digest, shown: 'churn:1' };
  const reporter = { say: (line: string) => void said.push(line), still: () => undefined };
  return { aws, image, said, reporter };
}
