import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkModel } from '../../../src/shell/publish/check-model.ts';
import { Refusal } from '../../../src/shell/refusal.ts';
import { textsOf } from '../../support/build-listing.ts';
import { modelPackage } from '../../support/expect-problems.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const copy = 'replace it with a copy of what it leads to';
const onlyFiles = 'remove it: a model has only files and folders';

/** What a seller, or somebody else, puts into the folder of a model, and what both fronts say of it. */
const models: Readonly<Record<string, readonly [(folder: string) => void, readonly string[]]>> = {
  'files, folders, and links among them': [
    (folder) => {
      symlinkSync('a.bin', join(folder, 'model/link'));
      symlinkSync('part', join(folder, 'model/folder link'));
    },
    [],
  ],
  'a link to a file of the machine': [
    (folder) => symlinkSync('/etc/hostname', join(folder, 'model/host')),
    ['model/host is a link to a place outside model', copy],
  ],
  'a link to a file beside the model': [
    (folder) => symlinkSync('../secret', join(folder, 'model/part/secret')),
    ['model/part/secret is a link to a place outside model', copy],
  ],
  'a link to a folder whose name begins like the model’s': [
    (folder) => symlinkSync('../model-of-others', join(folder, 'model/others')),
    ['model/others is a link to a place outside model', copy],
  ],
  'a link to nothing': [
    (folder) => symlinkSync('absent', join(folder, 'model/gone')),
    ['model/gone is a link to a place outside model', copy],
  ],
  'a link to a folder above it': [
    (folder) => symlinkSync('..', join(folder, 'model/part/again')),
    ['model/part/again is a link to a folder that contains it', 'remove it'],
  ],
  'a pipe': [
    (folder) => void spawnSync('mkfifo', [join(folder, 'model/pipe')]),
    ['model/pipe is not a regular file', onlyFiles],
  ],
};

test.each(Object.entries(models))(
  'a model with %s is judged alike by command and script',
  (_, [make, said]) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'model/part'), { recursive: true });
    mkdirSync(join(folder, 'model-of-others'));
    writeFileSync(join(folder, 'model/a.bin'), 'a');
    writeFileSync(join(folder, 'secret'), 'secret');
    make(folder);
    expect(saidByCommand(folder)).toEqual(said);
    expect(saidByScript(folder)).toEqual(said);
  },
);

function saidByCommand(folder: string): readonly string[] {
  try {
    checkModel(folder, 'model');
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.message, error.fix];
  }
}

const s3 = modelPackage({
  artifacts: 'artifacts: { mode: s3, path: model, s3Uri: s3://models/model.tar.gz }',
});
const [check = ''] =
  /^check_model\(\) \{\n[\s\S]*?^\}$/m.exec(textsOf(s3).get('scripts/upload.sh') ?? '') ?? [];

function saidByScript(folder: string): readonly string[] {
  const script = `set -euo pipefail\nfolder=model\nfail() { printf '%s\\n' "$@"; exit 4; }\n${check}\ncheck_model`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
  expect([0, 4], stderr).toContain(status);
  return stdout.split('\n').filter(Boolean);
}
