import type { Opening, Ping } from '../check.ts';
import type { TimeLimits } from '../limits.ts';
import type { ServeOptions, Server, Stage } from '../stage.ts';
import { isStatus } from '../verdicts.ts';

/** The pause between two pings while the server is not ready. */
const pauseMs = 50;

/** Starts the server, and pings it until it is ready, has ended, or the time limit is reached. */
export async function openServer(
  stage: Stage,
  limits: TimeLimits,
  options: ServeOptions,
): Promise<{ readonly opening: Opening; readonly server: Server | undefined }> {
  const begun = stage.now();
  const started = await stage.serve(options);
  const pings: Ping[] = [];
  const opening = { pings, readyMs: undefined, ending: undefined, log: [] };
  if (!started.ok) return { opening: { ...opening, notStarted: started.reason }, server: undefined };
  const server = started.value;
  while (!server.ending() && stage.now() - begun < limits.ready) {
    const answer = await server.ask({ path: '/ping', timeoutMs: limits.ping });
    const atMs = stage.now() - begun;
    pings.push({ atMs, answer });
    if (isStatus(answer, 200, 200))
      return { opening: { ...opening, readyMs: atMs, log: await server.log() }, server };
    await stage.pause(pauseMs);
  }
  const ending = server.ending();
  const log = await server.log();
  await server.stop(0);
  return { opening: { ...opening, ending, log }, server: undefined };
}
