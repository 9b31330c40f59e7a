import { ok, type Result } from '../../model/result.ts';
import type { Role } from '../../rehearse/traces.ts';
import { imageField } from '../engine/container-engine.ts';
import type { ContainerHome } from './container-network.ts';
import { watchSockets } from './container-sockets.ts';
import { outOfMemory, seenPlace, type WatchedContainer, watchersPlace } from './container-traces.ts';
import type { InstanceLimits } from './instance-limits.ts';
import { createContainer, type RunningContainer } from './running-container.ts';
import { placeWatchers, watchedEnvironment } from './watchers.ts';

interface Watching {
  readonly home: ContainerHome;
  readonly scratch: string;
  readonly limits: Readonly<Record<Role, InstanceLimits>>;
  /** The container is added once it runs. */
  readonly containers: WatchedContainer[];
  /** Those that an image sets. */
  readonly variablesOf: (image: string) => Promise<Readonly<Record<string, string>>>;
}

interface Wanted {
  readonly role: Role;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The folder of the model that it has to read. */
  readonly read?: string;
  readonly words: readonly string[];
}

interface CreatedWatched {
  readonly id: string;
  readonly start: () => Promise<Result<RunningContainer>>;
}

/** Creates a container with the limits of its instance type and with all watchers. */
export async function createWatched(
  { home, scratch, limits, containers, variablesOf }: Watching,
  { role, image, environment, read, words }: Wanted,
): Promise<Result<CreatedWatched>> {
  const { name: engine } = home.engine;
  const watchers = placeWatchers(scratch, role);
  const places = {
    folder: watchersPlace,
    file: seenPlace,
    model: role === 'serve' ? '/opt/ml/model' : undefined,
    reads: read === undefined ? undefined : [read],
  };
  const watched = watchedEnvironment(places, await variablesOf(image));
  const variables = Object.entries({ ...watched, ...environment });
  const created = await createContainer(home, [
    ...words,
    ...limits[role].words,
    ...(home.names?.words ?? []),
    ...['--volume', `${watchers.folder}:${watchersPlace}:ro,z`],
    ...['--volume', `${watchers.file}:${seenPlace}:rw,z`],
    ...variables.flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    image,
    role,
  ]);
  if (!created.ok) return created;
  const { id } = created.value;
  const start: CreatedWatched['start'] = async () => {
    const started = await created.value.start();
    if (!started.ok) return started;
    const running = started.value;
    const { memory } = limits[role];
    containers.push({ role, id, watchers, memory, sockets: watchSockets(running.pid, id, role) });
    const isKilled = async () =>
      memory !== undefined && running.ending() !== undefined && (await outOfMemory(engine, [id])).has(id);
    const log: RunningContainer['log'] = async (since) => {
      const [lines, wasKilled] = await Promise.all([running.log(since), isKilled()]);
      return [...lines, ...(wasKilled ? [`the kernel ended it: it needs more than ${memory}`] : [])];
    };
    return ok({ ...running, log });
  };
  return ok({ id, start });
}

export async function imageVariables(
  { engine }: ContainerHome,
  image: string,
): Promise<Readonly<Record<string, string>>> {
  const { output } = await imageField(engine, image, '{{json .Config.Env}}');
  const words: unknown = output === '' ? [] : JSON.parse(output);
  const lines = Array.isArray(words) ? words.map(String) : [];
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
