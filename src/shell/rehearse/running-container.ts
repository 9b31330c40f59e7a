import { failure, ok, type Result } from '../../model/result.ts';
import type { Ending, LogMark, Running } from '../../rehearse/stage.ts';
import { askEngine } from '../engine/container-engine.ts';
import type { ContainerHome } from './container-network.ts';
import { within } from './running-process.ts';
import { whySigtermIsIgnored } from './sigterm-handling.ts';

export interface Created {
  readonly id: string;
  /** Starts it, after files have been copied into it. */
  readonly start: () => Promise<Result<Running>>;
}

/** Creates a container with the rehearsal's label. */
export async function createContainer(
  { engine: { name: engine }, label, network }: ContainerHome,
  words: readonly string[],
): Promise<Result<Created>> {
  const { isDone, output: id, complaint } = await askEngine(engine, ['create', '--label', label, ...words]);
  if (!isDone) return failure(shortly(complaint));
  const start: Created['start'] = async () => {
    const started = await askEngine(engine, ['start', id]);
    return started.isDone
      ? ok(watch(engine, id, network !== undefined))
      : failure(shortly(started.complaint));
  };
  return ok({ id, start });
}

/** The cause is the last part of the message: `exec: "serve": executable file not found in $PATH`. */
function shortly(complaint: string): string {
  const line = complaint.split('\n').find((one) => one.trim() !== '') ?? complaint;
  return /exec: .*$/.exec(line)?.[0].replace(/: unknown$/, '') ?? line;
}

function watch(engine: string, id: string, isHere: boolean): Running {
  let begun = performance.now();
  let ending: Ending | undefined;
  let wasKilled = false;
  const gone = askEngine(engine, ['wait', id]).then(({ output }): Ending => {
    ending = { code: Number(output), wasKilled, milliseconds: performance.now() - begun };
    return ending;
  });
  const ended = (limitMs: number) => within(gone, limitMs);
  const stop = async (limitMs: number): Promise<Ending> => {
    if (ending) return ending;
    begun = performance.now();
    let ignoresSigterm: string | undefined;
    // Only where the engine's processes run on this machine.
    if (limitMs > 0 && isHere)
      ignoresSigterm = await whySigtermIsIgnored(await headOf(engine, id), ended, limitMs);
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
  const logMark = async () => (await stampedLines(engine, id, 1)).at(-1)?.stamp ?? '';
  return { ending: () => ending, ended, stop, log, logMark };
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

async function headOf(engine: string, id: string): Promise<number> {
  return Number((await askEngine(engine, ['inspect', '--format', '{{.State.Pid}}', id])).output);
}
