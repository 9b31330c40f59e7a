import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, ok, type Result } from '../../model/result.ts';
import type { Attempt } from '../../rehearse/traces.ts';
import { senderFrom } from './socket-table.ts';

/** Knows no name, and remembers who asked for which. */
export interface NameServer {
  /** Words that make a container ask it. */
  readonly words: readonly string[];
  /** The names that were asked for so far. */
  readonly lookups: readonly Attempt[];
  /** Where datagrams to it go. */
  readonly address: string;
  readonly close: () => void;
}

/** An address that is nobody's. */
const nowhere = '192.0.2.53';

/**
 * Opens it at this machine's address in the network of the containers. Where this user may not open the port, the kernel
 * refuses each question, and the counters of the container's network show that there was one.
 */
export async function openNameServer(scratch: string, gateway: string | undefined): Promise<NameServer> {
  const lookups: Attempt[] = [];
  const opened = gateway === undefined ? failure('') : await openSocket(gateway, lookups);
  const isOurs = opened.ok || opened.reason === 'EACCES';
  const address = (isOurs && gateway) || nowhere;
  const file = join(scratch, 'resolv.conf');
  // No second try: a firewall of this machine may let no container reach its address.
  writeFileSync(file, `nameserver ${address}\noptions timeout:1 attempts:1\n`);
  return {
    words: ['--volume', `${file}:/etc/resolv.conf:ro,z`],
    lookups,
    address: `${address}:53`,
    close: () => void (opened.ok && opened.value.close()),
  };
}

/** The reason is the code of the error. */
async function openSocket(address: string, lookups: Attempt[]): Promise<Result<Socket>> {
  const socket = createSocket('udp4').unref();
  socket.on('message', (query, { address: from, port }) => {
    const name = askedName(query);
    if (name === undefined) return;
    const isNew = !isOfMachine(name) && lookups.every(({ target }) => target !== name);
    // Before the answer, because a program holds its socket for as long as it waits.
    if (isNew) lookups.push(lookup(name, port));
    socket.send(failedAnswer(query), port, from);
  });
  try {
    socket.bind(53, address);
    await once(socket, 'listening');
    return ok(socket);
  } catch (error) {
    socket.close();
    return failure(String((error as NodeJS.ErrnoException).code));
  }
}

/** No job looks anything up here: containers that train have no network at all. */
function lookup(target: string, port: number): Attempt {
  const owner = senderFrom(port) ?? { pid: 0, program: 'a program' };
  return { role: 'serve', kind: 'lookup', by: 'resolver', target, where: undefined, ...owner };
}

/** Names that never leave a machine: its own, which an engine takes from the container's ID, and those of the loopback. */
export function isOfMachine(name: string): boolean {
  return name === '' || /^[0-9a-f]{12}$|(?:^|\.)localhost$/.test(name);
}

const headerLength = 12;

/** The name of the first question, in small letters; undefined for anything that is no query. */
export function askedName(query: Uint8Array): string | undefined {
  const end = endOfName(query);
  const isQuery = end !== undefined && ((query[2] ?? 0) & 0x80) === 0;
  if (!isQuery) return undefined;
  const labels: string[] = [];
  for (let at = headerLength; at < end - 1; at += 1 + (query[at] ?? 0))
    labels.push(Buffer.from(query.subarray(at + 1, at + 1 + (query[at] ?? 0))).toString('latin1'));
  return labels.join('.').toLowerCase();
}

/** The position behind the name: labels of up to 63 bytes, each behind its length, and an empty one. */
function endOfName(query: Uint8Array): number | undefined {
  for (let at = headerLength; ; ) {
    const length = query[at];
    if (length === undefined || length > 63) return undefined;
    at += 1 + length;
    if (length === 0) return at + 4 <= query.length ? at : undefined;
  }
}

/** The same question with `server failure`, as programs hear where no name server can be reached. */
export function failedAnswer(query: Uint8Array): Uint8Array {
  const end = (endOfName(query) ?? headerLength) + 4;
  const answer = Buffer.from(query.subarray(0, end));
  answer[2] = 0x80 | ((query[2] ?? 0) & 0x79);
  answer[3] = 0x82;
  answer.writeUInt16BE(1, 4);
  // No answers, and none of what a query may carry besides its question.
  answer.fill(0, 6, headerLength);
  return answer;
}
