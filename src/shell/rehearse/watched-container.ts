import { ok, type Result } from '../../model/result.ts';
import type { Running } from '../../rehearse/stage.ts';
import type { Role } from '../../rehearse/traces.ts';
import { askEngine, imageField } from '../engine/container-engine.ts';
import type { ContainerHome } from './container-network.ts';
import { watchSockets } from './container-sockets.ts';
import { outOfMemory, seenPlace, type WatchedContainer, watchersPlace } from './container-traces.ts';
import type { InstanceLimits } from './instance-limits.ts';
import { createContainer } from './running-container.ts';
import { placeWatchers, watchedEnvironment } from './watchers.ts';

interface Watching {
  readonly home: ContainerHome;
  readonly scratch: string;
  readonly limits: Readonly<Record<Role, InstanceLimits>>;
  /** The container is added once it runs. */
  readonly containers: WatchedContainer[];
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
  readonly start: () => Promise<Result<Running & { readonly pid: number }>>;
}

/** Creates a container with the limits of its instance type and with all watchers. */
export async function createWatched(
  { home, scratch, limits, containers }: Watching,
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
  const watched = watchedEnvironment(places, await variablesOf(home, image));
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
    const { output } = await askEngine(engine, ['inspect', '--format', '{{.State.Pid}}', id]);
    const pid = Number(output);
    const { memory } = limits[role];
    containers.push({ role, id, watchers, memory, sockets: watchSockets(pid, id, role) });
    const log: Running['log'] = async (since) => {
      const isKilled = memory !== undefined && running.ending() && (await outOfMemory(engine, [id])).has(id);
      return [
        ...(await running.log(since)),
        ...(isKilled ? [`the kernel ended it: it needs more than ${memory}`] : []),
      ];
    };
    return ok({ ...running, pid, log });
  };
  return ok({ id, start });
}

async function variablesOf({ engine }: ContainerHome, image: string): Promise<Record<string, string>> {
  const { output } = await imageField(engine, image, '{{json .Config.Env}}');
  const words: unknown = output === '' ? [] : JSON.parse(output);
  const lines = Array.isArray(words) ? words.map(String) : [];
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
