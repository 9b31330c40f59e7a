import {
  byPackage,
  type DeclaredPackage,
  inEnvironment,
  inPyproject,
  inRequirements,
  packageIn,
  pythonOfPyproject,
} from './declared-versions.ts';
import { type DeployCall, deployCalls } from './deploy-calls.ts';
import { type Instruction, instructionsIn } from './dockerfile.ts';
import { installedIn, notebookCode } from './notebook-code.ts';
import { type ProjectCode, projectCode } from './project-code.ts';
import { nameOf, type ProjectFolder } from './project-folder.ts';
import { pythonFile } from './python-file.ts';
import { rolesOf, type ScriptRoles } from './script-roles.ts';
import { type FoundServer, serverIn } from './server-kinds.ts';

/** A file that says something about the listing, for the report. */
export interface Evidence {
  readonly path: string;
  readonly kind: 'notebook' | 'dockerfile' | 'requirements';
  readonly what: string;
}

/** What the files of a project say, before anything is chosen. */
export interface ReadProject {
  readonly code: ProjectCode;
  readonly roles: readonly ScriptRoles[];
  readonly servers: readonly FoundServer[];
  readonly deploys: readonly DeployCall[];
  readonly dockerfiles: readonly { readonly path: string; readonly instructions: readonly Instruction[] }[];
  readonly packages: ReadonlyMap<string, DeclaredPackage>;
  readonly evidence: readonly Evidence[];
  /** What was not read, as sentences. */
  readonly unread: readonly string[];
}

/** The most files of each kind, nearest to the top first. */
const most = { python: 600, notebooks: 40, others: 40 } as const;

export function readProject(folder: ProjectFolder): ReadProject {
  const paths = [...folder.sizes.keys()].sort((one, other) => depthOf(one) - depthOf(other));
  const python = pythonTexts(folder, paths);
  const code = projectCode(python.texts);
  const files = [...python.texts].flatMap(([path, text]) =>
    mayMatter.test(text) ? (code.file(path) ?? []) : [],
  );
  const notebooks = notebooksIn(folder, paths);
  const { books } = notebooks;
  const deploys = [...files, ...books.map(({ path, text }) => pythonFile(path, text))].flatMap(deployCalls);
  const dockerfiles = paths
    .filter((path) => /^(?:dockerfile(?:\..+)?|.+\.dockerfile)$/i.test(nameOf(path)))
    .slice(0, most.others)
    .flatMap((path) => withText(folder, path))
    .map(([path, text]) => ({ path, instructions: instructionsIn(text) }));
  const declared = declaredIn(folder, paths);
  const ofDocker = dockerfiles.flatMap(({ path, instructions }) =>
    instructions
      .filter(({ word }) => word === 'RUN')
      .flatMap(({ rest }) => installedIn(rest))
      .flatMap((line) => packageIn(path, line)),
  );
  const ofBooks = books.flatMap(({ path, installs }) => installs.flatMap((line) => packageIn(path, line)));
  return {
    code,
    roles: files.map(rolesOf),
    servers: files.flatMap((file) => serverIn(file) ?? []),
    deploys,
    dockerfiles,
    packages: byPackage([...declared.packages, ...ofDocker, ...ofBooks]),
    evidence: [
      ...declared.evidence,
      ...dockerfiles.map(({ path, instructions }) => dockerEvidence(path, instructions)),
      ...books.map(({ path }) => notebookEvidence(path, deploys)),
    ],
    unread: [...folder.passedOver, ...python.unread, ...notebooks.unread],
  };
}

/** What a script that serves, trains or deploys has in it: others are read only where one of these imports them. */
const mayMatter =
  /_fn\b|handler?\b|Handler|MLModel|TritonPythonModel|argparse|\bSM_|\/opt\/ml|sagemaker|\.(?:fit|train|backward)|Flask|FastAPI|Starlette|Sanic|Quart|falcon|aiohttp|bottle|tornado|Server\b|gradio|streamlit|Dash|bentoml|\bserve\b/;

/** The most letters of Python that are read, of all files together. */
const mostOfPython = 8 << 20;

function pythonTexts(folder: ProjectFolder, paths: readonly string[]) {
  const all = paths.filter(
    (path) => !isTest(path) && (path.endsWith('.py') || isPythonProgram(folder, path)),
  );
  const texts = new Map<string, string>();
  let letters = 0;
  for (const path of all.slice(0, most.python)) {
    const text = folder.read(path);
    if (text === undefined || letters + text.length > mostOfPython) continue;
    letters += text.length;
    texts.set(path, text);
  }
  const empty = all.filter((path) => folder.sizes.get(path) === 0).length;
  return { texts, unread: unreadWords(all.length - texts.size - empty, 'Python file') };
}

function notebooksIn(folder: ProjectFolder, paths: readonly string[]) {
  const all = paths.filter((path) => path.endsWith('.ipynb'));
  const books = all.slice(0, most.notebooks).flatMap((path) => {
    const book = notebookCode(folder.read(path) ?? '');
    return book ? [{ path, ...book }] : [];
  });
  return { books, unread: unreadWords(all.length - books.length, 'notebook') };
}

function unreadWords(count: number, what: string): readonly string[] {
  if (count === 0) return [];
  const words = count === 1 ? `1 ${what} was not read: it is` : `${count} ${what}s were not read: they are`;
  return [`${words} too large, no text, or one of too many`];
}

function depthOf(path: string): number {
  return path.split('/').length;
}

/** Tests import what they test, and start servers of their own. */
function isTest(path: string): boolean {
  return /(?:^|\/)(?:tests?|testing)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/.test(path);
}

/** `train` and `serve` of a container often have no ending. */
function isPythonProgram(folder: ProjectFolder, path: string): boolean {
  if (!/(?:^|\/)(?:train|serve)$/.test(path)) return false;
  return /^#!.*\bpython/.test(folder.read(path)?.split('\n', 1)[0] ?? '');
}

function withText(folder: ProjectFolder, path: string): [string, string][] {
  const text = folder.read(path);
  return text === undefined ? [] : [[path, text]];
}

function declaredIn(folder: ProjectFolder, paths: readonly string[]) {
  const packages: DeclaredPackage[] = [];
  const evidence: Evidence[] = [];
  const add = (path: string, found: readonly DeclaredPackage[], more = '') => {
    packages.push(...found);
    const what = `${found.length} package${found.length === 1 ? '' : 's'}${more}`;
    evidence.push({ path, kind: 'requirements', what });
  };
  const wanted = /^(?:requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|(?:environment|conda)[\w.-]*\.ya?ml)$/;
  for (const path of paths
    .filter((path) => wanted.test(nameOf(path)) && !isTest(path))
    .slice(0, most.others)) {
    const text = folder.read(path);
    if (text === undefined) continue;
    if (path.endsWith('.toml')) {
      const python = pythonOfPyproject(text);
      add(path, inPyproject(path, text), python === undefined ? '' : `, for Python ${python}`);
    } else if (/\.ya?ml$/.test(path)) add(path, inEnvironment(path, folder.parseYaml(text)), ', of conda');
    else add(path, inRequirements(path, text));
  }
  return { packages, evidence };
}

function dockerEvidence(path: string, instructions: readonly Instruction[]): Evidence {
  const from = instructions.filter(({ word }) => word === 'FROM').map(({ rest }) => rest);
  return { path, kind: 'dockerfile', what: from.length === 0 ? 'without FROM' : `FROM ${from.at(-1)}` };
}

function notebookEvidence(path: string, deploys: readonly DeployCall[]): Evidence {
  const calls = deploys.filter((call) => call.path === path);
  const [first] = calls;
  const what = first
    ? `${first.class}(${[first.entry && `entry_point="${first.entry}"`, first.version && `framework_version="${first.version}"`].filter(Boolean).join(', ')})`
    : 'no call that deploys';
  return { path, kind: 'notebook', what };
}
