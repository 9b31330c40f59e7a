import { randomBytes } from 'node:crypto';
import { askEngine, type ContainerEngine } from '../engine/container-engine.ts';
import { Refusal } from '../refusal.ts';
import type { Cleanup } from './cleanup.ts';
import { watchdog } from './watchdog.ts';

/** The containers and the network of a rehearsal. All carry the label, by which they are removed. */
export interface ContainerHome {
  readonly engine: ContainerEngine;
  readonly label: string;
  /** An internal network; undefined where this machine cannot reach containers in one. */
  readonly network: string | undefined;
}

export async function openHome(engine: ContainerEngine, cleanup: Cleanup): Promise<ContainerHome> {
  const name = `sagemaker-mkt-${randomBytes(6).toString('hex')}`;
  const label = `sagemaker-mkt.rehearsal=${name}`;
  const { name: program } = engine;
  const guard = watchdog(removal, [program, label, name]);
  cleanup.add(async () => {
    const { output } = await askEngine(program, ['ps', '--all', '--quiet', '--filter', `label=${label}`]);
    const ids = output.split('\n').filter((id) => id !== '');
    if (ids.length > 0) await askEngine(program, ['rm', '--force', '--volumes', ...ids]);
    await askEngine(program, ['network', 'rm', name]);
  }, guard);
  if (!(await reachesBridges(engine))) return { engine, label, network: undefined };
  const made = await askEngine(program, ['network', 'create', '--internal', '--label', label, name]);
  if (!made.isDone)
    throw new Refusal(
      `${program} cannot create a network for the rehearsal`,
      'remove unused networks: docker network prune',
      made.complaint,
    );
  return { engine, label, network: name };
}

/** Twice, because the engine may still be creating a container when this process ends. */
const removal = `for pause in 0 2; do
  sleep "$pause"
  ids=$("$1" ps --all --quiet --filter "label=$2")
  [ -z "$ids" ] || "$1" rm --force --volumes $ids
  "$1" network rm "$3"
done`;

/**
 * Whether containers can be reached by their address. They can where the engine runs on this Linux as root; in a virtual
 * machine or a user namespace only published ports work, which an internal network does not have.
 */
async function reachesBridges({ name, isPodman }: ContainerEngine): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const format = isPodman
    ? '{{.Host.Security.Rootless}} {{.Host.NetworkBackend}}'
    : '{{json .SecurityOptions}} {{.OperatingSystem}}';
  const { output } = await askEngine(name, ['info', '--format', format]);
  // Podman's older backend, CNI, gives the host no address in an internal network.
  return isPodman ? output === 'false netavark' : !/rootless|Docker Desktop/.test(output);
}
