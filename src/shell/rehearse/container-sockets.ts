import { readFileSync } from 'node:fs';
import type { Attempt, Role } from '../../rehearse/traces.ts';
import { ownerOf, type SocketRow, socketRows } from './socket-table.ts';

/** What the kernel shows of a container's network, for programs in any language. */
export interface ContainerSockets {
  readonly attempts: readonly Attempt[];
  lostPackets: number;
}

/** Cheap, and shorter than the timeout of an unanswered connection. */
const pauseMs = 100;

/**
 * Polls until the container has ended. Undefined where its processes are not visible here, because the engine runs in a
 * virtual machine, or outside of the container that we run in.
 */
export function watchSockets(pid: number, id: string, role: Role): ContainerSockets | undefined {
  if (!isOfContainer(pid, id)) return undefined;
  const attempts: Attempt[] = [];
  const seen = new Set<string>();
  const sockets: ContainerSockets = { attempts, lostPackets: 0 };
  const look = () => {
    try {
      sockets.lostPackets = lostPackets(readFileSync(`/proc/${pid}/net/snmp`, 'utf8'));
      for (const { remote, inode } of unanswered(pid)) {
        if (seen.has(inode)) continue;
        seen.add(inode);
        attempts.push({
          role,
          kind: 'connect',
          by: 'kernel',
          target: remote,
          where: undefined,
          ...ownerOf(inode, pid),
        });
      }
    } catch {
      // The container has ended, or this is not Linux.
      clearInterval(timer);
    }
  };
  const timer = setInterval(look, pauseMs).unref();
  look();
  return sockets;
}

function isOfContainer(pid: number, id: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(id);
  } catch {
    return false;
  }
}

/** Packets without a way, and packets that another machine refused; those that the container refused itself are its own. */
export function lostPackets(snmp: string): number {
  const refused = counterOf(snmp, 'Icmp', 'InDestUnreachs') - counterOf(snmp, 'Icmp', 'OutDestUnreachs');
  return counterOf(snmp, 'Ip', 'OutNoRoutes') + Math.max(0, refused);
}

/** A line of names, and a line of values. */
function counterOf(snmp: string, protocol: string, name: string): number {
  const [names = [], values = []] = snmp
    .split('\n')
    .filter((line) => line.startsWith(`${protocol}: `))
    .map((line) => line.split(' '));
  return Number(values[names.indexOf(name)] ?? 0);
}

/** The state of a connection that waits for an answer. */
const synSent = '02';

function unanswered(pid: number): readonly SocketRow[] {
  const rows = ['tcp', 'tcp6'].flatMap((table) => socketRows(pid, table));
  return rows.filter(
    ({ remote, state }) =>
      state === synSent && !remote.startsWith('127.') && !remote.startsWith('[0:0:0:0:0:0:0:1]'),
  );
}
