import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { algorithm, modelPackage } from '../support/expect-problems.ts';
import { generatedFolder } from '../support/listing-folder.ts';
import { type Front, fronts, publishStep } from '../support/publish-step.ts';
import { callsOf, programIn, scannerIn } from '../support/scanner-stand-in.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// Trivy and grype are stand-ins that print recorded reports; so are the engine, which has every image, and the AWS CLI.
// What comes after the scan fails, because nobody is logged in.
const afterwards = 'error: cannot find out the account: ';
const scan = (id: string) =>
  `upload: { scan: { allow: [{ id: ${id}, reason: not reached, until: 2999-12-31 }] } }`;

interface Uploaded {
  readonly code: number | null;
  readonly err: string;
}

function upload(front: Front, programs: string, yaml: string, words: Record<string, string> = {}): Uploaded {
  programIn(programs, 'engine', 'case "$*" in *Architecture*) echo linux/amd64 ;; *) echo x ;; esac');
  programIn(programs, 'aws', 'echo "Unable to locate credentials" >&2; exit 253');
  const home = temporaryFolder();
  const environment = {
    PATH: `${programs}:/usr/bin:/bin`,
    ENGINE: 'engine',
    HOME: home,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...Object.fromEntries(
      ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN'].map((key) => [`AWS_${key}`, '']),
    ),
    ...words,
  };
  const { code, err } = publishStep(front, 'upload', generatedFolder(yaml), [], environment);
  return { code, err };
}

const table = (...rows: readonly string[]) =>
  [
    'severity  finding        package  version   fixed in  state    link',
    'CRITICAL  CVE-2024-0001  openssl  3.0.1     3.0.9     refused  https://cve.example.com/CVE-2024-0001',
    'HIGH      CVE-2024-0002  zlib1g   1:1.2.13  -         refused  https://cve.example.com/CVE-2024-0002',
    ...rows,
    '',
  ].join('\n');

const refusal = (counts: string) =>
  `error: the scan before the push found vulnerabilities that marketplace.yaml does not allow: ${counts}\n` +
  '  fix: update the base or the packages, build and upload; upload.scan.allow lets a false finding through\n';

test.each(fronts)('%s refuses what trivy finds, worst first, and asks nobody', (front) => {
  const programs = scannerIn('trivy');
  const { code, err } = upload(front, programs, modelPackage());
  const somepkg =
    'HIGH      CVE-2024-0003  somepkg  1.0       1.2, 2.0  refused  https://cve.example.com/CVE-2024-0003';
  expect(err).toBe(
    `scan of churn-scorer:0.1.0 by trivy: 4 findings\n${table(somepkg)}${refusal('1 CRITICAL in churn-scorer, 2 HIGH in churn-scorer')}`,
  );
  expect(code).toBe(4);
  expect(callsOf('trivy', programs)).toEqual([
    expect.stringMatching(/^image --quiet --scanners vuln --image-src docker .* churn-scorer:0\.1\.0$/),
  ]);
});

test.each(fronts)('%s lets through what the manifest allows, by the CVE of grype’s advisory', (front) => {
  const programs = scannerIn('grype');
  const { code, err } = upload(front, programs, modelPackage({ upload: scan('CVE-2024-0003') }));
  expect(err).toContain('scan of churn-scorer:0.1.0 by grype: 6 findings\n');
  expect(err).toMatch(
    /^HIGH +CVE-2024-0003 +somepkg +1\.0 +1\.2, 2\.0 +let through until 2999-12-31 +https.*GHSA-aaaa-bbbb-cccc$/m,
  );
  expect(err).toContain(refusal('1 CRITICAL in churn-scorer, 1 HIGH in churn-scorer'));
  expect(code).toBe(4);
  expect(callsOf('grype', programs)[0]).toMatch(
    /^docker:churn-scorer:0\.1\.0 --output (json|template) .*--quiet$/,
  );
});

test.each(fronts)('%s goes on where nothing is blocked, with severities in the words of ECR', (front) => {
  const none = upload(front, scannerIn('grype'), modelPackage({ upload: 'upload: { scan: { block: [] } }' }));
  expect(none.err).toContain(`scan of churn-scorer:0.1.0 by grype: 6 findings\n${afterwards}`);
  const block = 'upload: { scan: { block: [INFORMATIONAL, UNDEFINED] } }';
  const { err } = upload(front, scannerIn('grype'), modelPackage({ upload: block }));
  expect(err).toContain(refusal('1 INFORMATIONAL in churn-scorer, 1 UNDEFINED in churn-scorer'));
});

test.each(fronts)('%s scans both images of an algorithm before it refuses', (front) => {
  const { err } = upload(front, scannerIn('trivy'), algorithm());
  expect(err).toMatch(
    /error: .*: 1 CRITICAL in (\S+), 2 HIGH in \1, 1 CRITICAL in \1-training, 2 HIGH in \1-training\n/,
  );
});

test.each(fronts)(
  '%s says in one line that no scanner is installed, or that it failed, and goes on',
  (front) => {
    const programs = temporaryFolder();
    const none = (why: string) => `no scan before the push: ${why}; ECR scans after it\n${afterwards}`;
    const said = (environment?: Record<string, string>) =>
      upload(front, programs, modelPackage(), environment).err;
    expect(said()).toContain(none('neither trivy nor grype is installed here'));
    programIn(programs, 'grype', 'echo; echo " 1 error occurred:" >&2; echo "  * no database " >&2; exit 1');
    expect(said()).toContain(none('grype gave no report: * no database'));
    programIn(programs, 'trivy', 'echo "half a report"');
    expect(said()).toContain(none('trivy gave no report: it printed nothing'));
    programIn(programs, 'trivy', 'exec sleep 60');
    expect(said({ ENGINE_SECONDS: '1' })).toContain(none('trivy did not end within 1 seconds'));
    expect(existsSync(join(programs, 'trivy.calls'))).toBe(false);
    rmSync(programs, { recursive: true });
  },
);

test.each(fronts)('%s scans an image of podman there', (front) => {
  const programs = scannerIn('trivy');
  programIn(
    programs,
    'podman',
    'case "$*" in *version*) echo podman version 5 ;; *) echo linux/amd64 ;; esac',
  );
  upload(front, programs, modelPackage(), { ENGINE: 'podman' });
  expect(callsOf('trivy', programs)[0]).toContain('--image-src podman');
});
