import { join } from 'node:path';
import * as contract from '../../listing/runtime/contract.ts';
import { acceptConversations } from '../../listing/runtime/conversation/accept-conversations.ts';
import { converseWithProgram } from '../../listing/runtime/conversation/program-conversation.ts';
import type { DeclaredTypes, Limits, Program } from '../../listing/runtime/declared.ts';
import type { LogEntry } from '../../listing/runtime/log.ts';
import { poolForProgram, startProgram } from '../../listing/runtime/program/program-link.ts';
import { usualEnding } from '../../listing/runtime/serving/ending.ts';
import { startServer } from '../../listing/runtime/serving/server.ts';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { whenOver } from '../support/when-over.ts';

interface Options {
  readonly program?: Partial<Program>;
  readonly limits?: Partial<Limits>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ready?: boolean;
}

const outputTypes = [
  { type: 'application/json', codec: 'json' },
  { type: 'text/event-stream', codec: 'bytes' },
] as unknown as DeclaredTypes<contract.OutputType>;

/** A server in this process in front of a program of its own, which stop after the test. */
export async function serveProgram({
  program = {},
  limits = {},
  environment = {},
  ready = true,
}: Options = {}) {
  const logs: LogEntry[] = [];
  const log = (entry: LogEntry) => void logs.push(entry);
  const allLimits: Limits = { ...contract.limits, ...limits };
  const own: Program = {
    command: [process.execPath, join(import.meta.dirname, '../support/programs/moods.mjs')],
    port: await freePort(),
    ready: '/health',
    invocations: { method: 'POST', path: '/predict?version=1' },
    routes: { embed: { method: 'PUT', path: '/v1/embed' }, models: { method: 'GET', path: '/v1/models' } },
    environment,
    startupSeconds: 60,
    ...program,
  };
  let gaveUp = false;
  const server = await startServer({
    port: 0,
    limits: allLimits,
    startWorker: () =>
      startProgram({
        program: own,
        contract: { ...contract, outputTypes },
        limits: allLimits,
        environment: {
          ...process.env,
          SAGEMAKER_BIND_TO_PORT: '8080',
          FROM_THE_IMAGE: 'yes',
          SM_MODEL_DIR: '/a model',
        },
        log,
        converse: converseWithProgram,
      }),
    log,
    onGivingUp: () => {
      gaveUp = true;
    },
    endingLimits: { ...usualEnding, quietMs: 0 },
    pool: poolForProgram(allLimits),
    openConversations:
      allLimits.conversations === undefined ? undefined : (traffic) => acceptConversations(traffic),
  });
  whenOver(() => server.stop());
  if (ready) await server.loaded;
  const address = `http://127.0.0.1:${server.port}`;
  const call = (body: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
    fetch(`${address}/invocations`, {
      ...{ method: 'POST', body, ...init },
      headers: { 'content-type': 'application/json', ...headers },
    });
  const invoke = async (body: string, headers: Record<string, string> = {}) => {
    const answer = await call(body, headers);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const ping = async () => (await fetch(`${address}/ping`)).status;
  const ownAddress = `http://127.0.0.1:${own.port}`;
  return { ...server, address, ownAddress, logs, call, invoke, ping, gaveUp: () => gaveUp };
}
