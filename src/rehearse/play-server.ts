import type { Rehearsed } from '../model/rehearsal.ts';
import { loadServer } from './acts/load-server.ts';
import { openServer } from './acts/open-server.ts';
import { batchEnvironment, transformProfile, transformSample } from './acts/transform-sample.ts';
import type { CheckOf, Opening, ServeScene, Transform } from './check.ts';
import { performCheck, unseen } from './perform-check.ts';
import { checksIn, leaveOut, playAct, type Run, sceneOf } from './play-act.ts';
import { noSoundSample, soundSamples } from './samples.ts';
import type { Server } from './stage.ts';
import { failed, timeWords } from './verdicts.ts';

/** Everything with the server, from its first ping to its stop, and with the server of a batch transform. */
export async function playServer(run: Run, model: string | undefined): Promise<void> {
  const { stage, materials, limits } = run;
  if (materials.listing.training && model === undefined) {
    const words = 'there is no model to serve: a training that succeeds, or npm run train, leaves one';
    leaveOut(run, ['start', 'serve', 'load', 'batch', 'stop'], words);
    return;
  }
  const open = () => openServer(stage, limits, { environment: {}, model });
  const { opening, server } = await open();
  await playAct(run, 'start', { opening, server });
  if (!server) {
    leaveOut(run, ['serve', 'load', 'batch', 'stop'], whyNotReady(opening));
    return;
  }
  const reopen = async () => (await open()).server;
  const asked = await playCalls(run, server, reopen);
  const last = asked && run.load ? await playLoad(run, run.load, asked, reopen) : asked;
  if (!asked) leaveOut(run, ['load'], 'the server did not start again');
  await playBatch(run, model);
  if (last) await playStop(run, last, reopen);
  else leaveOut(run, ['stop'], 'the server had ended before');
}

function whyNotReady({ notStarted, ending }: Opening): string {
  if (notStarted) return 'the server did not start';
  return ending
    ? `the server ended with ${ending.code} before it was ready`
    : 'the server did not become ready';
}

/** A check during which the server ends fails, and the next checks get another server. Returns the last server. */
async function playCalls(
  run: Run,
  first: Server,
  reopen: () => Promise<Server | undefined>,
): Promise<Server | undefined> {
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
  let sound: ReturnType<typeof soundSamples> | undefined;
  return {
    ...scene,
    server,
    sound: () => {
      sound ??= soundSamples(scene, server);
      return sound;
    },
  };
}

/** Returns the last server, like `playCalls`. */
async function playLoad(
  run: Run,
  { plan, onLoad }: NonNullable<Run['load']>,
  server: Server,
  reopen: () => Promise<Server | undefined>,
): Promise<Server | undefined> {
  const scene = serveScene(run, server);
  const load = await loadServer(scene, plan);
  if (load) {
    onLoad(load);
    await playAct(run, 'load', { ...scene, load });
  } else leaveOut(run, ['load'], noSoundSample);
  return server.ending() ? reopen() : server;
}

async function performCall(check: CheckOf<'serve'>, scene: ServeScene): Promise<Rehearsed> {
  const { server, stage, limits } = scene;
  const result = await performCheck({ facts: check, look: () => check.look(scene) }, stage);
  // The end of a killed process may be reported a moment later.
  const { ok: isAnswered } = await server.ask({ path: '/ping', timeoutMs: limits.ping });
  const ending = isAnswered ? undefined : await server.ended(200);
  if (!ending) return result;
  const words = `the server ended with ${ending.code}, ${timeWords(ending.milliseconds)} after its start`;
  const fix = 'catch what a call can cause, and answer 400 or 500 to that call alone';
  return { ...result, seen: failed(words, fix, (await server.log()).slice(-8)) };
}

async function playBatch(run: Run, model: string | undefined): Promise<void> {
  await playAct(run, 'batch', { transform: await transformOnce(run, model) });
}

async function transformOnce(
  { stage, materials, limits }: Run,
  model: string | undefined,
): Promise<Transform> {
  const profile = transformProfile(materials.listing);
  const { opening, server } = await openServer(stage, limits, {
    environment: batchEnvironment(profile),
    model,
  });
  if (server) {
    const transform = await transformSample(server, materials, limits);
    await server.stop(0);
    return transform;
  }
  const nothing = { sent: [], answers: [], records: 0, assembled: new Uint8Array() };
  return { profile, ...nothing, notReady: whyNotReady(opening), log: opening.log };
}

async function playStop(run: Run, server: Server, open: () => Promise<Server | undefined>): Promise<void> {
  const stopped = await server.stop(run.limits.stop);
  await playAct(run, 'stop', { stopped, log: await server.log(), open });
}
