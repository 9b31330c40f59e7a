import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Traces } from '../../rehearse/traces.ts';
import type { Watchers } from './watchers.ts';

/** The traces of programs on this machine: their watchers' lines, and the models that were served. */
export interface ProcessTraces {
  readonly watchers: Watchers[];
  /** By the folder of a model, its content before it was served. */
  readonly models: Map<string, ReadonlyMap<string, string>>;
}

export function processTraces({ watchers, models }: ProcessTraces): Traces {
  const said = watchers.map(({ read }) => read());
  return {
    watched: [...new Set(said.flatMap(({ watched }) => watched))],
    attempts: said.flatMap(({ attempts }) => attempts),
    isNetworkWatched: false,
    lostPackets: 0,
    paths: undefined,
    modelChanges: [...models].flatMap(([folder, before]) => changesOf(before, snapshot(folder))),
    memoryLimits: [],
    tooLittleMemory: [],
  };
}

/** Each file with size and time of change. Modes show nothing, because root ignores them. */
export function snapshot(folder: string): ReadonlyMap<string, string> {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.flatMap((name): [string, string][] => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return stats?.isFile() ? [[name, `${stats.size} ${stats.mtimeMs}`]] : [];
  });
  return new Map(files);
}

function changesOf(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.filter((name) => before.get(name) !== after.get(name));
}
