import { failure, ok, type Result } from '../model/result.ts';
import type { DeployCall } from './deploy-calls.ts';
import { folderOf, nameOf, under } from './project-folder.ts';
import type { ReadProject } from './read-project.ts';
import type { OtherHandler, ScriptRoles } from './script-roles.ts';
import { type FoundServer, kindOf } from './server-kinds.ts';

/** What serves in a project. */
export type ServingPart =
  | { readonly kind: 'script'; readonly path: string; readonly handlers: readonly string[] }
  | { readonly kind: 'server'; readonly path: string; readonly server: FoundServer }
  | { readonly kind: 'other'; readonly path: string; readonly handler: OtherHandler };

export interface ChosenParts {
  readonly serving: ServingPart | undefined;
  readonly training: { readonly path: string; readonly trains: 'job' | 'alone' } | undefined;
  /** The call that deploys or trains with one of them. */
  readonly deploy: DeployCall | undefined;
  /** What was found besides, and is not used: its path, and why. */
  readonly unused: readonly string[];
}

/** Several programs of one kind, of which nobody knows which is meant. */
export interface Several {
  readonly words: string;
  readonly paths: readonly string[];
}

/** A script for SageMaker before a server of the seller's own, and that before a page for people. */
/** `only` is the script that the seller named. */
export function chooseParts(whole: ReadProject, only?: string): Result<ChosenParts, Several> {
  const project = only === undefined ? whole : withScript(whole, only);
  const { roles, servers, deploys } = project;
  const scripts = roles.filter(({ handlers }) => handlers.length > 0);
  const others = roles.filter(({ other }) => other !== undefined);
  const apis = servers.filter(({ kind }) => !('isForPeople' in kindOf(kind)));
  const hasJob = roles.some(({ trains }) => trains === 'job');
  const ways: readonly (readonly [string, readonly string[]])[] = [
    ['inference scripts', scripts.map(({ path }) => path)],
    [
      'Flask apps with /invocations',
      apis.filter((app) => isOfSageMaker(project, app)).map(({ path }) => path),
    ],
    ['handlers', others.filter(({ other }) => !other?.isLast).map(({ path }) => path)],
    ['servers', apis.map(({ path }) => path)],
    ['pages', servers.map(({ path }) => path)],
    ['functions of AWS Lambda', hasJob ? [] : others.map(({ path }) => path)],
  ];
  const [words, paths] = ways.find(([, found]) => found.length > 0) ?? ['', []];
  const one = nearest(paths, deploys);
  if (paths.length > 0 && one === undefined) return failure({ words, paths });
  const serving = one === undefined ? undefined : servingPart(one, roles, servers);
  const training = trainingPart(
    roles.filter(({ path }) => !servers.some((server) => server.path === path)),
    deploys,
    serving?.path,
  );
  const trainers = roles.filter(({ trains }) => trains !== undefined).map(({ path }) => path);
  if (!serving && !training && trainers.length > 1)
    return failure({ words: 'training scripts', paths: trainers });
  const used = [serving?.path, training?.path];
  const deploy = deploys.find((call) => used.some((path) => path !== undefined && isEntry(call, path)));
  const unused = [...new Set([...scripts, ...others, ...servers].map(({ path }) => path))];
  return ok({ serving, training, deploy, unused: unused.filter((path) => !used.includes(path)) });
}

/** With one program, so that nothing is to be chosen. */
function withScript(project: ReadProject, only: string): ReadProject {
  return {
    ...project,
    roles: project.roles.filter(({ path }) => path === only),
    servers: project.servers.filter(({ path }) => path === only),
  };
}

function isOfSageMaker({ code }: ReadProject, { path }: FoundServer): boolean {
  const strings = code.file(path)?.statements.flatMap((one) => one.strings) ?? [];
  return strings.some((text) => text.replace(/\/$/, '') === '/invocations');
}

function servingPart(
  path: string,
  roles: readonly ScriptRoles[],
  servers: readonly FoundServer[],
): ServingPart | undefined {
  const role = roles.find((one) => one.path === path);
  if (role && role.handlers.length > 0) return { kind: 'script', path, handlers: role.handlers };
  const server = servers.find((one) => one.path === path);
  if (role?.other && !server) return { kind: 'other', path, handler: role.other };
  return server && { kind: 'server', path, server };
}

/** The one that a deploying call names, or the one that is nearest to the top. */
function nearest(paths: readonly string[], deploys: readonly DeployCall[]): string | undefined {
  if (paths.length < 2) return paths[0];
  const named = paths.filter((path) => deploys.some((call) => isEntry(call, path)));
  if (named.length === 1) return named[0];
  const among = named.length > 0 ? named : paths;
  const depth = (path: string) => path.split('/').length;
  const least = Math.min(...among.map(depth));
  const high = among.filter((path) => depth(path) === least);
  const usual = high.filter((path) => /^(?:inference|predictor|app|main|server|api)\.py$/.test(nameOf(path)));
  for (const some of [high, usual]) if (some.length === 1) return some[0];
  const names = ['inference.py', 'predictor.py', 'app.py', 'main.py', 'server.py', 'api.py'];
  const folders = new Set(usual.map(folderOf));
  return folders.size === 1
    ? names.flatMap((name) => usual.filter((path) => nameOf(path) === name))[0]
    : undefined;
}

function trainingPart(
  roles: readonly ScriptRoles[],
  deploys: readonly DeployCall[],
  serving: string | undefined,
): ChosenParts['training'] {
  const all = roles.filter(({ trains }) => trains !== undefined);
  for (const trains of ['job', 'alone'] as const) {
    const paths = all.filter((role) => role.trains === trains).map(({ path }) => path);
    const near = serving === undefined ? [] : paths.filter((path) => folderOf(path) === folderOf(serving));
    const same = paths.find((path) => path === serving);
    const named = paths.filter((path) => /^train/.test(nameOf(path)));
    const path =
      same ??
      nearest(
        paths.filter((path) => deploys.some((call) => call.trains && isEntry(call, path))),
        [],
      ) ??
      nearest(near, []) ??
      nearest(named, []) ??
      nearest(paths, []);
    if (path !== undefined) return { path, trains };
  }
  return undefined;
}

/** `entry_point` is below `source_dir`, and both are often relative to a notebook in another folder. */
function isEntry({ entry, folder, path }: DeployCall, script: string): boolean {
  if (entry === undefined) return false;
  const whole = under(folder ?? '', entry).replace(/^(?:\.\.?\/)+/, '');
  if (script === under(folderOf(path), whole) || script === whole) return true;
  return (
    `/${script}`.endsWith(`/${whole}`) && folderOf(path) !== '' && script.startsWith(`${path.split('/')[0]}/`)
  );
}
