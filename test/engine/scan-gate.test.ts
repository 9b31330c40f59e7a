import { describe, expect, test } from 'vitest';
import type { Finding, ScanState } from '../support/aws.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { edit, run, writeManifest } from '../support/listing-folder.ts';
import { type Front, fronts } from '../support/publish-step.ts';
import { ecrRegistryMissing, startEcr } from './ecr-registry.ts';
import { engineMissing } from './engine.ts';
import { listingWith, publish } from './publishing.ts';

const missing = ecrRegistryMissing() ?? engineMissing();
const slow = { timeout: 600_000 };
const region = 'us-east-2';

const findings: readonly Finding[] = [
  {
    name: 'CVE-2024-0001',
    severity: 'CRITICAL',
    package: 'openssl',
    version: '3.0.1',
    fixedIn: '3.0.9',
    uri: 'https://cve.example.com/CVE-2024-0001',
  },
  { name: 'CVE-2024-0002', severity: 'HIGH', package: 'zlib', version: '1.2' },
  { name: 'CVE-2024-0003', severity: 'HIGH', package: 'bash', version: '5.2' },
  { name: 'CVE-2024-0004', severity: 'MEDIUM', package: 'tar', version: '1.3' },
];

const allowing = (until: string) =>
  `upload: { scan: { allow: [{ id: CVE-2024-0003, reason: not reached, until: ${until} }] } }`;

describe.skipIf(missing)(`the scan gate${missing ? ` (${missing})` : ''}`, () => {
  const tables = new Map<string, string>();

  test.each(
    fronts.flatMap((front) =>
      [false, true].map((enhanced) => [front, enhanced ? 'enhanced' : 'basic'] as const),
    ),
  )('%s prints what %s scanning found, and refuses what the manifest blocks', slow, async (front, kind) => {
    const { code, err, out } = await gate(
      front,
      [{ status: kind === 'basic' ? 'COMPLETE' : 'ACTIVE', findings }],
      {
        upload: allowing('2999-12-31'),
        enhanced: kind === 'enhanced',
      },
    );
    expect(code, err).toBe(4);
    expect(out).toBe('');
    expect(err).toContain(
      'error: the scan found vulnerabilities that marketplace.yaml does not allow: 1 CRITICAL in churn-scorer, 1 HIGH in churn-scorer\n',
    );
    const table = err.slice(err.indexOf('severity'), err.indexOf('error:'));
    const rows = table
      .trim()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    const fixed = kind === 'enhanced' ? '3.0.9' : '-';
    expect(rows).toEqual([
      ['severity', 'finding', 'package', 'version', 'fixed in', 'state', 'link'],
      [
        'CRITICAL',
        'CVE-2024-0001',
        'openssl',
        '3.0.1',
        fixed,
        'refused',
        'https://cve.example.com/CVE-2024-0001',
      ],
      ['HIGH', 'CVE-2024-0002', 'zlib', '1.2', '-', 'refused', expect.any(String)],
      ['HIGH', 'CVE-2024-0003', 'bash', '5.2', '-', 'let through until 2999-12-31', expect.any(String)],
    ]);
    tables.set(`${kind} ${front}`, table);
  });

  test('both print the same table', () => {
    for (const kind of ['basic', 'enhanced'])
      expect(tables.get(`${kind} the script`)).toBe(tables.get(`${kind} the command`));
  });

  test.each(fronts)(
    '%s accepts an image whose only finding is allowed, but not after the last day',
    slow,
    async (front) => {
      const ecr = await startEcr({ region });
      const folder = listingWith(modelPackage({ upload: allowing('2999-12-31') }), ['churn-scorer:0.1.0']);
      await ecr.aws.scan('churn-scorer', [{ status: 'COMPLETE', findings: findings.slice(2) }]);
      const passed = publish(ecr, folder, front);
      expect(passed.code, passed.err).toBe(0);
      writeManifest(folder, modelPackage({ upload: allowing('2025-01-31') }));
      expect(run(folder).status).toBe('written');
      const late = publish(ecr, folder, front);
      expect(late.code).toBe(4);
      expect(late.err).toContain('refused, was let through until 2025-01-31');
    },
  );

  test.each(fronts)('%s reads more findings than fit into one answer', slow, async (front) => {
    const many = Array.from({ length: 250 }, (_, index) => ({
      name: `CVE-2025-${1000 + index}`,
      severity: 'HIGH',
      package: 'glibc',
      version: '2',
    }));
    const { code, err } = await gate(front, [{ status: 'COMPLETE', findings: many }]);
    expect(code).toBe(4);
    expect(err).toContain('250 HIGH in churn-scorer');
  });

  test.each(
    fronts.flatMap((front) =>
      (
        [
          ['UNSUPPORTED_IMAGE', 'ECR cannot scan its base', 'amazonlinux:2023 or debian:13'],
          ['FAILED', 'the scan failed', 'run this again tomorrow'],
          ['SCAN_ELIGIBILITY_EXPIRED', 'enhanced scanning looks only at newer images', 're-scan duration'],
          ['FINDINGS_UNAVAILABLE', 'Amazon Inspector has no results for it', 'Amazon Inspector is enabled'],
          ['LIMIT_EXCEEDED', 'the account has used up its scans for this day', 'tomorrow'],
          ['IMAGE_ARCHIVED', 'the image is archived', 'restore it'],
        ] as const
      ).map((row) => [front, ...row] as const),
    ),
  )('%s says what %s means, and what helps', slow, async (front, status, what, fix) => {
    const { code, err } = await gate(front, [{ status, description: 'in the words of ECR' }]);
    expect(code).toBe(4);
    expect(err).toContain(`error: churn-scorer:0.1.0: ${what}`);
    expect(err).toContain(fix);
    expect(err).toContain('said: in the words of ECR');
  });

  test('the script waits no longer than the manifest says', slow, async () => {
    const ecr = await startEcr({ region });
    const folder = listingWith(modelPackage(), ['churn-scorer:0.1.0']);
    edit(folder, 'scripts/upload.sh', 'wait_minutes=15', 'wait_minutes=0');
    await ecr.aws.scan('churn-scorer', [{ status: 'IN_PROGRESS' }]);
    const { code, err } = publish(ecr, folder, 'the script');
    expect(code).toBe(4);
    expect(err).toContain('error: the scan of churn-scorer:0.1.0 is still IN_PROGRESS after 0 minutes');
  });
});

interface GateOptions {
  readonly upload?: string;
  readonly enhanced?: boolean;
}

/** An upload to an account whose scan reports these states. */
async function gate(front: Front, states: readonly ScanState[], options: GateOptions = {}) {
  const { upload = '', enhanced = false } = options;
  const ecr = await startEcr({ region, enhanced });
  const folder = listingWith(modelPackage({ upload }), ['churn-scorer:0.1.0']);
  await ecr.aws.scan('churn-scorer', states);
  return publish(ecr, folder, front);
}
