import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A row of `/proc/<pid>/net/tcp` and its like. */
export interface SocketRow {
  readonly local: string;
  readonly remote: string;
  readonly state: string;
  readonly inode: string;
}

/** The sockets in the network of a process. */
export function socketRows(pid: number, table: string): readonly SocketRow[] {
  const rows = readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const columns = row.trim().split(/\s+/);
    const [, local = '', remote = '', state = ''] = columns;
    return { local: addressOf(local), remote: addressOf(remote), state, inode: columns[9] ?? '' };
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

export interface Owner {
  readonly pid: number;
  readonly program: string;
}

/** The process that holds a socket in the network of another process. */
export function ownerOf(inode: string, root: number): Owner {
  const network = networkOf(root);
  for (const pid of processes())
    try {
      if (networkOf(pid) !== network || !holds(pid, inode)) continue;
      const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, 3).join(' ').trim();
      return { pid, program };
    } catch {
      // The process has ended, or may not be inspected.
    }
  return { pid: root, program: 'a program' };
}

/** The process that sends from this port, in any network but our own; undefined where it is not visible here. */
export function senderFrom(port: number): Owner | undefined {
  const seen = new Set([networkOf('self')]);
  for (const pid of processes())
    try {
      const network = networkOf(pid);
      if (seen.has(network)) continue;
      seen.add(network);
      const rows = ['udp', 'udp6'].flatMap((table) => socketRows(pid, table));
      const row = rows.find(({ local }) => local.endsWith(`:${port}`));
      if (row) return ownerOf(row.inode, pid);
    } catch {
      // The process has ended, or may not be inspected.
    }
  return undefined;
}

function processes(): readonly number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function networkOf(pid: number | 'self'): string {
  return readlinkSync(`/proc/${pid}/ns/net`);
}

function holds(pid: number, inode: string): boolean {
  const files = readdirSync(`/proc/${pid}/fd`);
  return files.some((file) => linkOf(`/proc/${pid}/fd/${file}`) === `socket:[${inode}]`);
}

/** A file may have been closed since it was listed. */
function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
