import { failure, ok, type Result } from '../../model/result.ts';
import { errorCode } from '../error-code.ts';
import type { UsageFault } from '../report-usage.ts';

export interface GitChanges {
  /** The top folder of the working tree, with every link in its path resolved. */
  readonly root: string;
  /** Changed, deleted and new files. Relative to the root, `/` between the parts. */
  readonly paths: ReadonlySet<string>;
}

/**
 * Differences to the merge base of `ref` and HEAD: committed, staged, unstaged, and untracked but not ignored. A renamed
 * file counts under both names.
 */
export function gitChangesSince(ref: string, cwd: string): Result<GitChanges, UsageFault> {
  const found = findRoot(cwd);
  if (!found.ok) return found;
  const root = found.value;
  const base = findBase(ref, root);
  if (!base.ok) return base;
  const environment = withoutPrograms(root);
  const questions = [...[['--cached'], []].map((index) => [...diff, ...index, base.value, '--']), untracked];
  return ok({ root, paths: new Set(questions.flatMap((words) => changedFiles(words, root, environment))) });
}

/** Overrides settings of the user that would change the result. */
const diff = [
  ...['-c', 'diff.ignoreSubmodules=none'],
  ...['diff', '--no-ext-diff', '--no-renames', '--name-only', '-z'],
];
const untracked = ['ls-files', '--others', '--exclude-standard', '-z'];

function findRoot(cwd: string): Result<string, UsageFault> {
  const found = git(['rev-parse', '--show-toplevel'], cwd);
  if (found.kind === 'absent')
    return fault('`--since` asks git, and there is no git here', 'install git, or leave `--since` out');
  if (found.status === 0) return ok(found.out.replace(/\n$/, ''));
  return fault(
    `\`--since\` asks git, and git cannot read a repository here: ${reasonOf(found.err)}`,
    'run this inside the repository, or leave `--since` out',
  );
}

function findBase(ref: string, root: string): Result<string, UsageFault> {
  const commit = commitOf(ref, root);
  const isShallow = answer(['rev-parse', '--is-shallow-repository'], root) === 'true';
  if (commit === undefined)
    return fault(`git knows no commit, branch or tag \`${ref}\``, missingRefFix(ref, root, isShallow));
  const base = answer(['merge-base', commit, 'HEAD'], root);
  if (base !== undefined) return ok(base);
  return isShallow
    ? fault(`this clone is shallow, and does not reach back to where \`${ref}\` and HEAD part`, wholeHistory)
    : fault(`\`${ref}\` and HEAD have no commit in common`, 'pass a commit from the history of this branch');
}

/** Git would read a leading dash as an option; no branch, tag or commit starts with one. */
function commitOf(ref: string, root: string): string | undefined {
  if (/^-|\p{Cc}|^$/u.test(ref)) return undefined;
  return answer(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], root);
}

/** In a clone of CI, the main branch often exists only as `origin/main`. */
function missingRefFix(ref: string, root: string, isShallow: boolean): string {
  if (commitOf(`origin/${ref}`, root) !== undefined) return `pass  --since origin/${ref}`;
  return isShallow
    ? wholeHistory
    : 'fetch it first, as in  git fetch origin main , and pass  --since origin/main';
}

const wholeHistory =
  'fetch the whole history:  git fetch --unshallow , or `fetch-depth: 0` for actions/checkout, or the full clone depth in CodeBuild';

function changedFiles(words: readonly string[], root: string, environment: NodeJS.ProcessEnv): string[] {
  const found = git(words, root, environment);
  if (found.kind === 'answered' && found.status === 0) return found.out.split('\0').filter(Boolean);
  throw new Error(`git ${words.join(' ')}: ${found.kind === 'answered' ? found.err : 'git is gone'}`);
}

function answer(words: readonly string[], root: string): string | undefined {
  const found = git(words, root);
  return found.kind === 'answered' && found.status === 0 ? found.out.trim() : undefined;
}

type GitAnswer =
  | { readonly kind: 'absent' }
  | { readonly kind: 'answered'; readonly status: number | null; readonly out: string; readonly err: string };

/** Read-only: without optional locks, git does not even refresh its index. */
function git(words: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}): GitAnswer {
  // Loaded here, because it takes as long as everything else that a run needs of Node.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { status, stdout, stderr, error } = spawnSync('git', words, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...environment, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
    maxBuffer: Number.POSITIVE_INFINITY,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (errorCode(error) === 'ENOENT') return { kind: 'absent' };
  if (error) throw error;
  return { kind: 'answered', status, out: stdout, err: stderr };
}

/** A repository's own settings name programs that git would run. These variables make it run none. */
function withoutPrograms(root: string): NodeJS.ProcessEnv {
  const names = git(['config', '--null', '--name-only', '--get-regexp', '^filter\\..*\\.'], root);
  const filters = names.kind === 'answered' ? names.out.split('\0').filter(Boolean) : [];
  const settings = [
    ['core.fsmonitor', 'false'],
    ['core.hooksPath', '/dev/null'],
    ['diff.external', ''],
    ...filters.map((name) => [name, name.endsWith('.required') ? 'false' : '']),
  ];
  const pairs = settings.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(settings.length) };
}

/** Only the reason: git may print hints behind it. */
function reasonOf(printed: string): string {
  return /^fatal: (.*)$/m.exec(printed)?.[1] ?? printed.trim();
}

function fault(what: string, fix: string): Result<never, UsageFault> {
  return failure({ what, fix });
}
