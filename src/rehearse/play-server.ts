import type { Rehearsed } from '../model/rehearsal.ts';
import { once } from '../text/once.ts';
import { memoryInUse, workersOnTypes, workersVariable } from './acts/count-workers.ts';
import { loadServer } from './acts/load-server.ts';
import { openServer } from './acts/open-server.ts';
import { batchEnvironment, transformProfile, transformSample } from './acts/transform-sample.ts';
import { answerSamples } from './answers/answer-samples.ts';
import type { CheckOf, Opening, ServeScene, Transform } from './check.ts';
import type { Materials } from './materials.ts';
import { performCheck, unseen } from './perform-check.ts';
import { checksIn, leaveOut, playAct, type Run, sceneOf } from './play-act.ts';
import { noSoundSample } from './samples.ts';
import type { Server } from './stage.ts';
import { failed, timeWords } from './verdicts.ts';

type Open = (environment?: Readonly<Record<string, string>>) => Promise<Server | undefined>;

/** Everything with the server, from its first ping to its stop, and with the server of a batch transform. */
export async function playServer(run: Run, model: string | undefined): Promise<void> {
  const { stage, materials, limits } = run;
  if (materials.listing.training && model === undefined) {
    const words = 'there is no model to serve: a training that succeeds, or npm run train, leaves one';
    leaveOut(run, ['start', 'serve', 'load', 'batch', 'stop'], words);
    return;
  }
  const open = (environment = {}) => openServer(stage, limits, { environment, model });
  const { opening, server } = await open();
  await playAct(run, 'start', { opening, server });
  if (!server) {
    leaveOut(run, ['serve', 'load', 'batch', 'stop'], whyNotReady(opening));
    return;
  }
  const reopen: Open = async (environment) => (await open(environment)).server;
  const asked = await playCalls(run, server, reopen);
  const last = asked && run.load ? await playLoad(run, run.load, asked, reopen) : asked;
  if (!asked) leaveOut(run, ['load'], 'the server did not start again');
  const openNext = once(() => reopen(workersVariable(1)));
  const stop = async (server: Server) => ({
    stopped: await server.stop(limits.stop),
    log: await server.log(),
  });
  // While the server of the transform starts, this one ends and the next one starts too.
  const early = last && mayRunBeside(await last.memory(), materials) ? stop(last) : undefined;
  void early?.then(openNext);
  const memoryOfTwo = await playBatch(run, model);
  const ended = early ? await early : last && (await stop(last));
  if (ended) await playAct(run, 'stop', { ...ended, next: openNext, memoryOfTwo });
  else leaveOut(run, ['stop'], 'the server had ended before');
}

function whyNotReady({ notStarted, ending }: Opening): string {
  if (notStarted) return 'the server did not start';
  return ending
    ? `the server ended with ${ending.code} before it was ready`
    : 'the server did not become ready';
}

/** A check during which the server ends fails, and the next checks get another server. Returns the last server. */
async function playCalls(run: Run, first: Server, reopen: Open): Promise<Server | undefined> {
  let scene: ServeScene | undefined = serveScene(run, first);
  for (const check of checksIn(run, 'serve')) {
    if (!scene) {
      run.onResult(unseen(check, 'the server did not start again'));
      continue;
    }
    run.onResult(await performCall(check, scene));
    if (!scene.server.ending()) continue;
    const next = await reopen();
    scene = next && serveScene(run, next);
  }
  return scene?.server;
}

function serveScene(run: Run, server: Server): ServeScene {
  const scene = sceneOf(run);
  let asked: ReturnType<typeof answerSamples> | undefined;
  const answers = () => {
    asked ??= answerSamples(scene, server).then((given) => {
      run.onAnswers?.(given);
      return given;
    });
    return asked;
  };
  const sound = async () => {
    const inFirstType = (await answers()).filter(({ output }) => output === scene.listing.output[0]);
    return inFirstType.filter(({ fault }) => fault === undefined).map(({ sample }) => sample);
  };
  return { ...scene, server, answers, sound };
}

/** Returns the last server, like `playCalls`. */
async function playLoad(
  run: Run,
  { plan, onLoad }: NonNullable<Run['load']>,
  server: Server,
  reopen: Open,
): Promise<Server | undefined> {
  const scene = serveScene(run, server);
  const load = await loadServer(scene, plan);
  if (load) {
    onLoad(load);
    await playAct(run, 'load', { ...scene, load });
  } else leaveOut(run, ['load'], noSoundSample);
  return server.ending() ? reopen() : server;
}

async function performCall(check: CheckOf<'serve'>, played: ServeScene): Promise<Rehearsed> {
  const { stage, limits } = played;
  const server = await sinceNow(played.server);
  const scene = { ...played, server };
  const result = await performCheck({ facts: check, look: () => check.look(scene) }, stage);
  // The end of a killed process may be reported a moment later.
  const { ok: isAnswered } = await server.ask({ path: '/ping', timeoutMs: limits.ping });
  const ending = isAnswered ? undefined : await server.ended(200);
  if (!ending) return result;
  const words = `the server ended with ${ending.code}, ${timeWords(ending.milliseconds)} after its start`;
  const fix = 'catch what a call can cause, and answer 400 or 500 to that call alone';
  // Whatever the check is about: a server that ends takes the calls of other buyers with it.
  return { ...result, seen: failed(words, fix, (await server.log()).slice(-8), 'buyers suffer') };
}

/** What earlier checks made the server print would mislead below this one. */
async function sinceNow(server: Server): Promise<Server> {
  const mark = await server.logMark();
  return { ...server, log: () => server.log(mark) };
}

/** Returns the memory of the transform's server. */
async function playBatch(run: Run, model: string | undefined): Promise<number | undefined> {
  const { transform, memory } = await transformOnce(run, model);
  run.onTransform?.(transform);
  await playAct(run, 'batch', { transform });
  return memory;
}

async function transformOnce(
  { stage, materials, limits, checks }: Run,
  model: string | undefined,
): Promise<{ readonly transform: Transform; readonly memory: number | undefined }> {
  const profile = transformProfile(materials.listing);
  const hasSeveral = workersOnTypes(materials).some(({ workers }) => workers > 1);
  const environment = { ...batchEnvironment(profile), ...(hasSeveral && workersVariable(2)) };
  const { opening, server } = await openServer(stage, limits, { environment, model });
  if (server) {
    const transform = await transformSample(server, materials, limits);
    const isMeasured = hasSeveral && checks.some(({ id }) => id === 'worker-memory');
    const memory = isMeasured ? await memoryInUse(server, { ...materials, limits }) : undefined;
    await server.stop(0);
    return { transform, memory };
  }
  const nothing = { sent: [], answers: [], records: 0, hasHeader: false, assembled: new Uint8Array() };
  const transform = { profile, ...nothing, notReady: whyNotReady(opening), log: opening.log };
  return { transform, memory: undefined };
}

/** Three servers with a large model may be too much for this machine, and a program of the seller may have one port alone. */
function mayRunBeside(memory: number | undefined, { listing }: Materials): boolean {
  return !listing.server && memory !== undefined && memory < 2 ** 30;
}
