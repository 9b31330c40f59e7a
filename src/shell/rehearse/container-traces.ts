import { spawn } from 'node:child_process';
import type { Attempt, ChangedPath, Role, Traces } from '../../rehearse/traces.ts';
import { askEngine } from '../engine/container-engine.ts';
import type { ContainerHome } from './container-network.ts';
import type { ContainerSockets } from './container-sockets.ts';
import type { NameServer } from './name-server.ts';
import type { Watchers } from './watchers.ts';

/** A container of the rehearsal, with its watchers. */
export interface WatchedContainer {
  readonly role: Role;
  readonly id: string;
  readonly watchers: Watchers;
  readonly sockets: ContainerSockets | undefined;
  /** Its memory limit, for people. */
  readonly memory: string | undefined;
}

/** The watchers in a container, and the file they write to. */
export const watchersPlace = '/.sagemaker-mkt-watchers';
export const seenPlace = '/.sagemaker-mkt-seen';

/** The traces of all containers, read before they are removed. */
export async function containerTraces(
  { engine: { name: engine }, names }: ContainerHome,
  containers: readonly WatchedContainer[],
): Promise<Traces> {
  const said = containers.map(({ watchers }) => watchers.read());
  const sockets = containers.flatMap((container) => container.sockets ?? []);
  const paths = await Promise.all(containers.map((container) => changedPaths(engine, container)));
  const killed = await outOfMemory(
    engine,
    containers.map(({ id }) => id),
  );
  return {
    watched: [...new Set(said.flatMap(({ watched }) => watched))],
    attempts: [
      ...[...said, ...sockets].flatMap(({ attempts }) => attempts).filter((one) => !isQuery(one, names)),
      ...(names?.lookups ?? []),
    ],
    isNetworkWatched: containers.length > 0 && sockets.length === containers.length,
    lostPackets: sockets.reduce((sum, { lostPackets }) => sum + lostPackets, 0),
    paths: paths.flat(),
    modelChanges: [],
    memoryLimits: [...new Set(containers.flatMap(({ memory }) => memory ?? []))],
    tooLittleMemory: containers.flatMap(({ id, role, memory }) =>
      memory !== undefined && killed.has(id) ? [{ role, memory }] : [],
    ),
  };
}

/** What a program of its own says to the name server is told by its name. */
function isQuery({ target }: Attempt, names: NameServer | undefined): boolean {
  return target === names?.address;
}

/** Asks for all containers in one call, because each call takes the engine some time. */
export async function outOfMemory(engine: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { output } = await askEngine(engine, ['inspect', '--format', '{{.State.OOMKilled}} {{.Id}}', ...ids]);
  return new Set(ids.filter((id) => output.includes(`true ${id}`)));
}

const changes = { A: 'made', C: 'changed', D: 'removed' } as const;

/** Parent folders are listed with each path, and are left out. A changed folder alone had a temporary file. */
async function changedPaths(engine: string, { id, role }: WatchedContainer): Promise<readonly ChangedPath[]> {
  const { output } = await askEngine(engine, ['diff', id]);
  const changed = output.split('\n').flatMap((line): ChangedPath[] => {
    const [, letter, path] = /^([ACD]) (\/.*)$/.exec(line) ?? [];
    const isKnown = letter === 'A' || letter === 'C' || letter === 'D';
    return isKnown && path !== undefined ? [{ role, change: changes[letter], path }] : [];
  });
  const folders = new Set(changed.map(({ path }) => path.slice(0, path.lastIndexOf('/'))));
  const leaves = changed.filter(({ path }) => !folders.has(path) && !path.startsWith('/.sagemaker-mkt-'));
  const told = leaves.map(async (leaf) =>
    leaf.change !== 'changed' || (await isFile(engine, `${id}:${leaf.path}`)) ? [leaf] : [],
  );
  return (await Promise.all(told)).flat();
}

function isFile(engine: string, path: string): Promise<boolean> {
  return isOfKind(engine, path, '0');
}

export function holdsFolder(engine: string, path: string): Promise<boolean> {
  return isOfKind(engine, path, '5');
}

/** An engine copies a file or a folder as an archive; its first block tells them apart. */
async function isOfKind(engine: string, path: string, kind: '0' | '5'): Promise<boolean> {
  const copying = spawn(engine, ['cp', path, '-'], { stdio: ['ignore', 'pipe', 'ignore'] });
  copying.on('error', () => {});
  let header = Buffer.alloc(0);
  for await (const chunk of copying.stdout) {
    header = Buffer.concat([header, chunk]);
    if (header.length > kindAt) break;
  }
  copying.kill();
  return header[kindAt] === kind.charCodeAt(0);
}

/** Position in the header of an archive entry. */
const kindAt = 156;
