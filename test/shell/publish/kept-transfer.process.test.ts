import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptTransfer } from '../../../src/shell/publish/kept-transfer.ts';
import { Refusal } from '../../../src/shell/refusal.ts';
import { textsOf } from '../../support/build-listing.ts';
import { modelPackage } from '../../support/expect-problems.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const sum = 'a'.repeat(64);
const place = `.sagemaker-mkt/upload/${sum}`;

/** What somebody puts where an upload keeps its id, and the name that both fronts refuse. */
const plants: Readonly<Record<string, readonly [(listing: string, others: string) => void, string?]>> = {
  nothing: [() => {}],
  'an id': [(listing) => write(listing, 'an.id_of-S3\n')],
  'no id': [(listing) => write(listing, '--debug\n')],
  'a link in place of all state': [
    (listing, others) => symlinkSync(others, join(listing, '.sagemaker-mkt')),
    '.sagemaker-mkt is not a folder',
  ],
  'a link in place of the folder': [
    (listing, others) => {
      mkdirSync(join(listing, '.sagemaker-mkt'));
      symlinkSync(others, join(listing, '.sagemaker-mkt/upload'));
    },
    '.sagemaker-mkt/upload is not a folder',
  ],
  'a link to the file of others': [
    (listing, others) => {
      mkdirSync(join(listing, '.sagemaker-mkt/upload'), { recursive: true });
      symlinkSync(join(others, sum), join(listing, place));
    },
    `${place} is not a file`,
  ],
  'a pipe': [
    (listing) => {
      mkdirSync(join(listing, '.sagemaker-mkt/upload'), { recursive: true });
      spawnSync('mkfifo', [join(listing, place)]);
    },
    `${place} is not a file`,
  ],
};

test.each(Object.entries(plants))(
  'where an upload keeps its id, command and script find %s alike',
  (_, [plant, refused]) => {
    for (const said of [saidByCommand, saidByScript]) {
      const [listing, others] = [temporaryFolder(), temporaryFolder()];
      writeFileSync(join(others, sum), 'of others');
      plant(listing, others);
      expect(said(listing)).toBe(refused ?? '');
      expect(readdirSync(others)).toEqual([sum]);
      expect(readFileSync(join(others, sum), 'utf8')).toBe('of others');
    }
  },
);

test('what is no id of S3 is not sent to S3', () => {
  const listing = temporaryFolder();
  for (const [text, id] of [
    ['an.id_of-S3\n', 'an.id_of-S3'],
    ['--debug', ''],
    ['two words', ''],
    ['x'.repeat(2000), ''],
  ] as const) {
    write(listing, text);
    expect(keptTransfer(listing, sum).id).toBe(id);
  }
});

function write(listing: string, text: string): void {
  mkdirSync(join(listing, '.sagemaker-mkt/upload'), { recursive: true });
  writeFileSync(join(listing, place), text);
}

function saidByCommand(listing: string): string {
  try {
    const kept = keptTransfer(listing, sum);
    kept.keep('new');
    kept.forget();
    return '';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.message;
  }
}

const s3 = modelPackage({
  artifacts: 'artifacts: { mode: s3, path: model, s3Uri: s3://models/model.tar.gz }',
});
const [check = ''] =
  /^check_kept\(\) \{\n[\s\S]*?^\}$/m.exec(textsOf(s3).get('scripts/upload.sh') ?? '') ?? [];

function saidByScript(listing: string): string {
  const script = `set -euo pipefail\nkept=${place}\nfail() { printf '%s' "$1"; exit 4; }\n${check}\ncheck_kept`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: listing, encoding: 'utf8' });
  expect([0, 4], stderr).toContain(status);
  return stdout;
}
