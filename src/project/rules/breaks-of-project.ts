import { mayBeSecret } from '../../model/secret-paths.ts';
import type { ChosenParts } from '../choose-parts.ts';
import type { Program } from '../project-code.ts';
import { folderOf, type ProjectFolder, under } from '../project-folder.ts';
import { type PlacedCall, type PythonFile, reached } from '../python-file.ts';
import type { ReadProject } from '../read-project.ts';
import { handlerFunctions } from '../script-roles.ts';
import { faultsOfDockerfile } from './dockerfiles.ts';
import { downloadsIn } from './downloads.ts';
import { fetchesOfScripts } from './entry-scripts.ts';
import type { RuleBreak } from './rule-break.ts';
import { missingRoutes, portsIn } from './serving.ts';
import { writesIn } from './writes.ts';

interface Looked {
  readonly folder: ProjectFolder;
  readonly project: ReadProject;
  readonly parts: ChosenParts;
  readonly programs: { readonly serving: Program | undefined; readonly training: Program | undefined };
}

/** What breaks the rules of SageMaker and of AWS Marketplace in the code that serves and trains, and in Dockerfiles. */
export function breaksOf({ folder, project, parts, programs }: Looked): readonly RuleBreak[] {
  const places = placesOf(folder);
  const isInProject = (path: string, file: PythonFile) =>
    [path, under(folderOf(file.path), path)].some((one) => places.has(one));
  const serving = (programs.serving?.files ?? []).flatMap((file) => {
    const isReached = reachedIn(
      file,
      parts.serving?.kind === 'script' && file.path === programs.serving?.entry ? handlerFunctions : [],
    );
    return [...downloadsIn(file, isReached, (path) => isInProject(path, file)), ...writesIn(file, isReached)];
  });
  const server = parts.serving?.kind === 'server' ? parts.serving.server : undefined;
  const ofServer = server
    ? [
        ...missingRoutes(server, programs.serving?.files ?? []),
        ...(programs.serving?.files ?? []).flatMap((file) =>
          portsIn(file, file.path === server.path ? server : undefined),
        ),
      ]
    : [];
  const isJob = parts.training?.trains === 'job';
  const training = (isJob ? (programs.training?.files ?? []) : []).flatMap((file) =>
    downloadsIn(
      file,
      () => true,
      (path) => isInProject(path, file),
    ),
  );
  const dockerfiles = project.dockerfiles.flatMap(({ path, instructions }) =>
    faultsOfDockerfile(path, instructions, secretsFor(path, folder)),
  );
  const scripts = fetchesOfScripts(project.dockerfiles, folder);
  return distinct([...serving, ...ofServer, ...training, ...dockerfiles, ...scripts]);
}

/** The files and folders of a project. */
function placesOf({ sizes }: ProjectFolder): ReadonlySet<string> {
  const places = new Set<string>();
  for (const path of sizes.keys())
    for (let place = path; place !== '' && !places.has(place); place = folderOf(place)) places.add(place);
  return places;
}

function reachedIn(file: PythonFile, functions: readonly string[]): (call: PlacedCall) => boolean {
  const statements = reached(file, functions);
  return ({ at }) => statements.has(at);
}

/** Nobody reads more of one kind. */
const mostOfKind = 50;

/** A line that is wrong in one way is told once. */
function distinct(all: readonly RuleBreak[]): readonly RuleBreak[] {
  const told = new Set<string>();
  const counts = new Map<string, number>();
  return all.filter(({ code, path, line }) => {
    const key = `${code} ${line} ${path}`;
    const count = counts.get(code) ?? 0;
    if (told.has(key) || count === mostOfKind) return false;
    told.add(key);
    counts.set(code, count + 1);
    return true;
  });
}

/** What `COPY .` of a Dockerfile brings: secrets beside it that `.dockerignore` does not leave out. */
function secretsFor(dockerfile: string, folder: ProjectFolder): readonly string[] {
  const home = folderOf(dockerfile);
  const ignored = (folder.read(under(home, '.dockerignore')) ?? '').split(/\r?\n/).map((line) => line.trim());
  const isIgnored = (name: string) =>
    ignored.some((line) =>
      [name, `**/${name}`, `/${name}`, '.*', '**/.*', `${name}*`, '*.env', '**/*.env', '*'].includes(line),
    );
  return [...folder.sizes.keys()]
    .filter((path) => folderOf(path) === home && mayBeSecret(path))
    .map((path) => path.slice(home === '' ? 0 : home.length + 1))
    .filter((name) => !isIgnored(name));
}
