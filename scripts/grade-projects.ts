// `node scripts/grade-projects.ts FOLDER…`: what `init --from` makes of each folder, whether the listing generates, and
// the share of each grade. With `--quiet`, the shares alone.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const isQuiet = process.argv.includes('--quiet');
const folders = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const place = mkdtempSync(join(tmpdir(), 'grades-'));

function run(...words: string[]) {
  return spawnSync(process.execPath, [command, ...words], { encoding: 'utf8' });
}

interface Made {
  readonly grade: string;
  readonly because?: string;
  readonly missing?: readonly string[];
  readonly problems: readonly { readonly code: string }[];
}

function gradeOf(folder: string, at: number): string {
  const listing = join(place, `listing-${at}`);
  const { status, stdout, stderr } = run('init', '--from', folder, listing, '--json');
  if (!stdout.startsWith('{')) {
    const grade = status === 1 ? 'not made' : 'fault';
    if (!isQuiet) console.log(`${grade}\t${folder}\n\t${stderr.trim().split('\n').join('\n\t')}`);
    return grade;
  }
  const made = JSON.parse(stdout) as Made;
  const generated = run('generate', listing, '--quiet');
  // What is missing may stop `generate`, with words.
  const isFault = generated.status !== 0 && (made.grade === 'runs' || generated.status === 70);
  const grade = isFault ? 'fault' : made.grade;
  if (!isQuiet) {
    const codes = made.problems.map(({ code }) => code);
    console.log(
      `${grade}\t${folder}\n\t${made.because}\n\t${[...(made.missing ?? []), ...codes].join('\n\t')}`,
    );
    if (isFault) console.log(`\t${generated.stderr.trim().split('\n').join('\n\t')}`);
  }
  return grade;
}

const grades = Map.groupBy(folders.map(gradeOf), (grade) => grade);
rmSync(place, { recursive: true, force: true });
for (const [grade, { length }] of [...grades].sort())
  console.log(`${grade}: ${length} of ${folders.length}, ${Math.round((100 * length) / folders.length)} %`);
process.exitCode = grades.has('fault') ? 1 : 0;
