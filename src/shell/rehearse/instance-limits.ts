import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue, InstanceSize } from '../../model/catalogue.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import type { ServingType } from '../../rehearse/materials.ts';
import type { Role } from '../../rehearse/traces.ts';
import { askEngine, type ContainerEngine } from '../engine/container-engine.ts';
import { packageRoot } from '../package-files.ts';

/** The limits of a container, from the instance type of the listing. */
export interface InstanceLimits {
  /** For the engine's command line. */
  readonly words: readonly string[];
  /** `the 8 GiB of ml.m5.large`, where the memory is limited. */
  readonly memory: string | undefined;
  /** For people, with the limits that could not be set. */
  readonly told: string;
}

/** The resources of this machine, and what the engine can limit. */
export interface Machine {
  readonly memoryMiB: number;
  readonly processors: number;
  readonly limitsMemory: boolean;
  readonly limitsProcessors: boolean;
}

export async function readMachine({ name, isPodman }: ContainerEngine): Promise<Machine> {
  const { output } = await askEngine(name, ['info', '--format', '{{json .}}']);
  return isPodman ? podmanMachine(output) : dockerMachine(output);
}

function dockerMachine(output: string): Machine {
  const info = parse<{ MemTotal?: number; NCPU?: number; MemoryLimit?: boolean; CpuCfsQuota?: boolean }>(
    output,
  );
  return {
    memoryMiB: (info.MemTotal ?? 0) / 2 ** 20,
    processors: info.NCPU ?? 0,
    limitsMemory: info.MemoryLimit === true,
    limitsProcessors: info.CpuCfsQuota === true,
  };
}

function podmanMachine(output: string): Machine {
  const { host = {} } = parse<{
    host?: { memTotal?: number; cpus?: number; cgroupControllers?: readonly string[] };
  }>(output);
  const controllers = host.cgroupControllers ?? [];
  return {
    memoryMiB: (host.memTotal ?? 0) / 2 ** 20,
    processors: host.cpus ?? 0,
    limitsMemory: controllers.includes('memory'),
    limitsProcessors: controllers.includes('cpu'),
  };
}

function parse<Shape extends object>(text: string): Partial<Shape> {
  try {
    return JSON.parse(text) as Shape;
  } catch {
    return {};
  }
}

/** The limits of the smallest instance type, as far as this machine is large enough. */
export function instanceLimits(listing: ResolvedListing, role: Role, machine: Machine): InstanceLimits {
  const { inference, training } = listing;
  const named =
    role === 'train'
      ? (training?.instances ?? [])
      : [...inference.realtimeInstances, ...inference.transformInstances];
  const [smallest] = knownTypes(named);
  if (!smallest)
    return { words: [], memory: undefined, told: `without limits: the size is not known for ${named[0]}` };
  const { type, memoryMiB, processors } = smallest;
  const memory = machine.limitsMemory && machine.memoryMiB >= memoryMiB;
  const cpus = machine.limitsProcessors && machine.processors >= processors;
  const gibibytes = `${Number((memoryMiB / 1024).toFixed(2))} GiB`;
  const set = [...(memory ? [gibibytes] : []), ...(cpus ? [`${processors} processors`] : [])];
  const unset = [...(memory ? [] : [gibibytes]), ...(cpus ? [] : [`${processors} processors`])];
  const why =
    machine.limitsMemory && machine.limitsProcessors
      ? 'this machine has less'
      : 'the engine cannot limit them';
  return {
    words: [
      // Without swap, which would hide that memory is too small.
      ...(memory ? ['--memory', `${memoryMiB}m`, '--memory-swap', `${memoryMiB}m`] : []),
      ...(cpus ? ['--cpus', `${processors}`] : []),
    ],
    memory: memory ? `the ${gibibytes} of ${type}` : undefined,
    told: [
      ...(set.length > 0 ? [`with the ${set.join(' and ')} of ${type}`] : []),
      ...(unset.length > 0 ? [`without the ${unset.join(' and ')} of ${type}, since ${why}`] : []),
    ].join(', '),
  };
}

/** The types for endpoints and transforms whose size is known, the smallest first. */
export function servingTypes({ inference }: ResolvedListing): readonly ServingType[] {
  return knownTypes([...inference.realtimeInstances, ...inference.transformInstances]);
}

function knownTypes(named: readonly string[]): readonly ServingType[] {
  const sizes = instanceSizes();
  const known = [...new Set(named)].flatMap((type) => {
    const size = sizes[type];
    return size ? [{ type, ...size }] : [];
  });
  return known.sort((one, other) => one.memoryMiB - other.memoryMiB || one.processors - other.processors);
}

function instanceSizes(): Readonly<Record<string, InstanceSize>> {
  const text = readFileSync(join(packageRoot(), 'schema/catalogue/instance-types.json'), 'utf8');
  return (JSON.parse(text) as Pick<Catalogue, 'instanceTypes'>).instanceTypes.sizes.types;
}
