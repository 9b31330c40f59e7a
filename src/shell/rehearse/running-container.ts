import { setTimeout as pause } from 'node:timers/promises';
import { failure, ok, type Result } from '../../model/result.ts';
import type { Ending, LogMark, Running } from '../../rehearse/stage.ts';
import { askEngine } from '../engine/container-engine.ts';
import type { ContainerHome } from './container-network.ts';
import { within } from './running-process.ts';
import { whySigtermIsIgnored } from './sigterm-handling.ts';

export interface Created {
  readonly id: string;
  /** Starts it, after files have been copied into it. */
  readonly start: () => Promise<Result<RunningContainer>>;
}

export interface RunningContainer extends Running {
  /** Of its first process, where processes of the engine are processes of this machine. */
  readonly pid: number;
  /** In the network of the rehearsal. */
  readonly address: string;
}

/** Creates a container with the rehearsal's label. */
export async function createContainer(
  home: ContainerHome,
  words: readonly string[],
): Promise<Result<Created>> {
  const { label } = home;
  const engine = home.engine.name;
  const { isDone, output: id, complaint } = await askEngine(engine, ['create', '--label', label, ...words]);
  if (!isDone) return failure(shortly(complaint));
  const start: Created['start'] = async () => {
    const started = await askEngine(engine, ['start', id]);
    return started.isDone ? ok(await watch(home, id)) : failure(shortly(started.complaint));
  };
  return ok({ id, start });
}

/** The cause is the last part of the message: `exec: "serve": executable file not found in $PATH`. */
function shortly(complaint: string): string {
  const line = complaint.split('\n').find((one) => one.trim() !== '') ?? complaint;
  return /exec: .*$/.exec(line)?.[0].replace(/: unknown$/, '') ?? line;
}

async function watch({ engine: { name: engine, isPodman }, network }: ContainerHome, id: string) {
  const isHere = network !== undefined;
  let begun = performance.now();
  let ending: Ending | undefined;
  let wasKilled = false;
  const gone = askEngine(engine, ['wait', id]).then(({ output }): Ending => {
    ending = { code: Number(output), wasKilled, milliseconds: performance.now() - begun };
    return ending;
  });
  const format = '{{.State.Pid}} {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  const { output: found } = await askEngine(engine, ['inspect', '--format', format, id]);
  const [pid = '', address = ''] = found.trim().split(' ');
  const ended = (limitMs: number) => within(gone, limitMs);
  const stop = async (limitMs: number): Promise<Ending> => {
    if (ending) return ending;
    begun = performance.now();
    let ignoresSigterm: string | undefined;
    // Only where the engine's processes run on this machine.
    if (limitMs > 0 && isHere) ignoresSigterm = await whySigtermIsIgnored(Number(pid), ended, limitMs);
    if (limitMs > 0 && ignoresSigterm === undefined) {
      await askEngine(engine, ['kill', '--signal', 'TERM', id]);
      const own = await ended(limitMs);
      if (own) return own;
    }
    wasKilled = true;
    await askEngine(engine, ['kill', id]);
    return { ...(await gone), ...(ignoresSigterm && { ignoresSigterm }) };
  };
  const log = async (since: LogMark = '') => {
    const lines = await stampedLines(engine, id, 30);
    return lines.filter(({ stamp }) => stamp > since).map(({ text }) => text);
  };
  // Docker here stamps the lines by our clock. Podman does so in the local time, and a virtual machine has its own.
  const logMark = async () => {
    if (!isHere || isPodman) return (await stampedLines(engine, id, 1)).at(-1)?.stamp ?? '';
    // What has been printed may lie in the pipe while the answer to a call is read already.
    await pause(10);
    return new Date().toISOString().replace('Z', '999999Z');
  };
  return { ending: () => ending, ended, stop, log, logMark, pid: Number(pid), address };
}

/** The last lines of both outputs in the order of their times, which are texts of one length. */
async function stampedLines(engine: string, id: string, count: number) {
  const words = ['logs', '--timestamps', '--tail', String(count), id];
  const { output, complaint } = await askEngine(engine, words);
  return [output, complaint]
    .flatMap((text) => text.split('\n'))
    .flatMap((line) => {
      const { stamp, text } = /^(?<stamp>\d{4}-\d\d-\d\dT\S+) ?(?<text>.*)$/.exec(line)?.groups ?? {};
      return stamp === undefined || text === undefined ? [] : [{ stamp, text }];
    })
    .toSorted((one, other) => (one.stamp < other.stamp ? -1 : Number(one.stamp > other.stamp)));
}
