import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Attempt, Role } from '../../rehearse/traces.ts';

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
      for (const { address, inode } of unanswered(pid)) {
        if (seen.has(inode)) continue;
        seen.add(inode);
        attempts.push({
          role,
          kind: 'connect',
          by: 'kernel',
          target: address,
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

function lostPackets(snmp: string): number {
  const [names = [], values = []] = snmp
    .split('\n')
    .filter((line) => line.startsWith('Ip: '))
    .map((line) => line.split(' '));
  return Number(values[names.indexOf('OutNoRoutes')] ?? 0);
}

interface OpenSocket {
  readonly address: string;
  readonly inode: string;
}

/** The state of a connection that waits for an answer. */
const synSent = '02';

function unanswered(pid: number): readonly OpenSocket[] {
  return ['tcp', 'tcp6'].flatMap((table) => {
    const rows = readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1);
    return rows.flatMap((row) => {
      const columns = row.trim().split(/\s+/);
      const [, , remote = '', state] = columns;
      const address = addressOf(remote);
      const isHere = address.startsWith('127.') || address.startsWith('[0:0:0:0:0:0:0:1]');
      return state === synSent && !isHere ? [{ address, inode: columns[9] ?? '' }] : [];
    });
  });
}

/** `0100007F:1F90` is 127.0.0.1:8080: words of four bytes, the last byte first. */
export function addressOf(shown: string): string {
  const [hex = '', port = ''] = shown.split(':');
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)),
  );
  const number = Number.parseInt(port, 16);
  const isMapped = bytes.length === 16 && bytes.slice(0, 12).join() === '0,0,0,0,0,0,0,0,0,0,255,255';
  if (bytes.length === 4 || isMapped) return `${bytes.slice(-4).join('.')}:${number}`;
  const pair = (at: number) => ((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)).toString(16);
  const groups = [0, 2, 4, 6, 8, 10, 12, 14].map(pair).join(':');
  return `[${groups}]:${number}`;
}

/** The process of the container that holds the socket. */
function ownerOf(inode: string, root: number): { readonly pid: number; readonly program: string } {
  const network = readlinkSync(`/proc/${root}/ns/net`);
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      if (readlinkSync(`/proc/${pid}/ns/net`) !== network) continue;
      const files = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
      if (!files.includes(`socket:[${inode}]`)) continue;
      const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, 3).join(' ').trim();
      return { pid: Number(pid), program };
    } catch {
      // The process has ended, or may not be inspected.
    }
  return { pid: root, program: 'a program' };
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
