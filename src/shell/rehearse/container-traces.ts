import { spawn } from 'node:child_process';
import type { ChangedPath, Role, Traces } from '../../rehearse/traces.ts';
import { askEngine } from '../engine/container-engine.ts';
import type { ContainerSockets } from './container-sockets.ts';
import type { Watchers } from './watchers.ts';

/** A container of the rehearsal, with everything that looks at it. */
export interface WatchedContainer {
  readonly role: Role;
  readonly id: string;
  readonly watchers: Watchers;
  readonly sockets: ContainerSockets | undefined;
  /** What it has been given of its instance type. */
  readonly memory: string | undefined;
}

/** Where the watchers lie in a container, and what they write to. */
export const watchersPlace = '/.sagemaker-mkt-watchers';
export const seenPlace = '/.sagemaker-mkt-seen';

/** What has become of all containers, read before they are removed. */
export async function containerTraces(
  engine: string,
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
    attempts: [...said, ...sockets].flatMap(({ attempts }) => attempts),
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

/** Of so many containers in one question: each takes an engine as long as a small program. */
export async function outOfMemory(engine: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { output } = await askEngine(engine, ['inspect', '--format', '{{.State.OOMKilled}} {{.Id}}', ...ids]);
  return new Set(ids.filter((id) => output.includes(`true ${id}`)));
}

const changes = { A: 'made', C: 'changed', D: 'removed' } as const;

/** The folders above a path are listed with it, and say nothing new; a changed folder without them had a file for a while. */
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

/** An engine copies a file or a folder as an archive, whose first block says which of them it is. */
async function isFile(engine: string, path: string): Promise<boolean> {
  const copying = spawn(engine, ['cp', path, '-'], { stdio: ['ignore', 'pipe', 'ignore'] });
  copying.on('error', () => {});
  let header = Buffer.alloc(0);
  for await (const chunk of copying.stdout) {
    header = Buffer.concat([header, chunk]);
    if (header.length > kindAt) break;
  }
  copying.kill();
  return header[kindAt] === '0'.charCodeAt(0);
}

/** In the header of an archive's entry. */
const kindAt = 156;
