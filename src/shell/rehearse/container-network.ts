import { randomBytes } from 'node:crypto';
import { askEngine, type ContainerEngine } from '../engine/container-engine.ts';
import { Refusal } from '../refusal.ts';
import type { Cleanup } from './cleanup.ts';
import { type NameServer, openNameServer } from './name-server.ts';
import { watchdog } from './watchdog.ts';

/** What a rehearsal has in the engine. Its containers carry the label, by which they are removed. */
export interface ContainerHome {
  readonly engine: ContainerEngine;
  readonly label: string;
  /** An internal network; undefined where this machine cannot reach containers in one. */
  readonly network: string | undefined;
  /** A volume, which the engine fills with what an image has where it is mounted. */
  readonly modelOfImage: string;
  /** The name server of this network. */
  readonly names: NameServer | undefined;
}

export async function openHome(
  engine: ContainerEngine,
  scratch: string,
  cleanup: Cleanup,
): Promise<ContainerHome> {
  const name = `sagemaker-mkt-${randomBytes(6).toString('hex')}`;
  const label = `sagemaker-mkt.rehearsal=${name}`;
  const { name: program } = engine;
  const guard = watchdog(removal, [program, label, name]);
  let names: NameServer | undefined;
  cleanup.add(async () => {
    names?.close();
    const { output } = await askEngine(program, ['ps', '--all', '--quiet', '--filter', `label=${label}`]);
    const ids = output.split('\n').filter((id) => id !== '');
    if (ids.length > 0) await askEngine(program, ['rm', '--force', '--volumes', ...ids]);
    await Promise.all(['network', 'volume'].map((kind) => askEngine(program, [kind, 'rm', name])));
  }, guard);
  const home = { engine, label, modelOfImage: name };
  if (!(await reachesBridges(engine))) return { ...home, network: undefined, names };
  const made = await askEngine(program, ['network', 'create', '--internal', '--label', label, name]);
  if (!made.isDone)
    throw new Refusal(
      `${program} cannot create a network for the rehearsal`,
      'remove unused networks: docker network prune',
      made.complaint,
    );
  names = await openNameServer(scratch, await gatewayOf(engine, name));
  return { ...home, network: name, names };
}

/** This machine's address in the network. Podman gives it one with the first container, which is too late. */
async function gatewayOf({ name, isPodman }: ContainerEngine, network: string): Promise<string | undefined> {
  if (isPodman) return undefined;
  const format = '{{range .IPAM.Config}}{{.Gateway}}{{end}}';
  return (await askEngine(name, ['network', 'inspect', '--format', format, network])).output;
}

/** Twice, because the engine may still be creating a container when this process ends. */
const removal = `for pause in 0 2; do
  sleep "$pause"
  ids=$("$1" ps --all --quiet --filter "label=$2")
  [ -z "$ids" ] || "$1" rm --force --volumes $ids
  "$1" network rm "$3"
  "$1" volume rm "$3"
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
