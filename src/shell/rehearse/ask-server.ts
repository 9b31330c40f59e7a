import { Agent, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { failure, ok, type Result } from '../../model/result.ts';
import type { Answer, Connection, Question, Reply } from '../../rehearse/stage.ts';
import { isChunked } from '../../rehearse/verdicts.ts';
import { errorCode } from '../error-code.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** One connection for consecutive calls, reopened where the server has closed it. */
export function keepConnection(address: Address): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return { ask: (question) => askServer(address, question, agent), close: () => agent.destroy() };
}

/** One request, on a new connection unless an agent keeps one. Never throws. */
export function askServer(
  address: Address,
  question: Question,
  agent: Agent | false = false,
): Promise<Reply> {
  const { host, port } = address;
  const { path, method = 'GET', headers = {}, body, timeoutMs, streamMs, slowly } = question;
  const begun = performance.now();
  const spent = () => performance.now() - begun;
  return new Promise((resolve) => {
    let connectMs = 0;
    // Without keep-alive, a server may close the connection while a body that it refuses is still being sent.
    const kept = { connection: 'keep-alive' };
    const length = body ? { 'content-length': String(body.length) } : {};
    const sent = request({ host, port, path, method, headers: { ...kept, ...headers, ...length }, agent });
    // A timer may be a fraction of a millisecond early, and checks compare with the whole time.
    const giveUp = (limitMs: number, words: string) =>
      setTimeout(
        () => end(failure(`${words} within ${limitMs / 1000} s`), Math.max(limitMs, spent())),
        Math.max(0, limitMs - spent()),
      );
    let timer = giveUp(timeoutMs, 'no answer');
    const end = (outcome: Result<Answer>, milliseconds = spent()) => {
      clearTimeout(timer);
      resolve({ ...outcome, milliseconds });
      sent.destroy();
    };
    sent.on('socket', (socket: Socket) => {
      if (!socket.connecting) return;
      socket.once('connect', () => {
        connectMs = spent();
      });
    });
    // A server that refuses a large body may close before it has read everything; its answer still counts.
    sent.on('error', (fault) => {
      if (!sent.reusedSocket || !wasClosedMeanwhile(fault)) return end(failure(wordsOf(fault)));
      clearTimeout(timer);
      resolve(askServer(address, question, agent));
    });
    sent.on('response', async (response) => {
      const pieces: Piece[] = [];
      try {
        for await (const bytes of response) {
          pieces.push({ bytes, atMs: spent() });
          if (pieces.length > 1 || streamMs === undefined || !isChunked(response.headers) || sent.destroyed)
            continue;
          clearTimeout(timer);
          timer = giveUp(streamMs, 'the stream has not ended');
        }
        end(ok({ ...answerOf(response, pieces), connectMs }));
      } catch (fault) {
        end(failure(`the answer broke off: ${wordsOf(fault)}`));
      }
    });
    void send(sent, body, slowly);
  });
}

/** A server may close an idle connection just when the next call is sent; clients retry such a call. */
function wasClosedMeanwhile(fault: Error): boolean {
  return ['ECONNRESET', 'EPIPE'].includes(errorCode(fault) ?? '');
}

async function send(
  sent: ReturnType<typeof request>,
  body: Uint8Array | undefined,
  slowly: Question['slowly'],
): Promise<void> {
  if (!body || !slowly) {
    sent.end(body);
    return;
  }
  sent.flushHeaders();
  const { pieces, pauseMs, until } = slowly;
  const size = Math.ceil(body.length / pieces);
  for (let piece = 0; piece < pieces && !sent.destroyed; piece += 1) {
    await Promise.race([pause(pauseMs), ...(until ? [until] : [])]);
    if (!sent.destroyed) sent.write(body.subarray(piece * size, (piece + 1) * size));
  }
  if (!sent.destroyed) sent.end();
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly atMs: number;
}

function answerOf(response: IncomingMessage, pieces: readonly Piece[]): Omit<Answer, 'connectMs'> {
  const { statusCode = 0, headers } = response;
  const [first, ...others] = pieces;
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: new Uint8Array(Buffer.concat(pieces.map(({ bytes }) => bytes))),
    ...(first && others.length > 0 && isChunked(headers) && { firstPieceMs: first.atMs }),
  };
}

function wordsOf(fault: unknown): string {
  const code = errorCode(fault) ?? '';
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'the connection was refused',
    ECONNRESET: 'the connection was broken',
    EPIPE: 'the connection was closed while the body was sent',
  };
  return known[code] ?? (fault instanceof Error ? fault.message : String(fault));
}
