import type { Load, LoadPlan } from '../model/measurements.ts';
import type { Phase, Rehearsed } from '../model/rehearsal.ts';
import { loadServer } from './acts/load-server.ts';
import { openServer } from './acts/open-server.ts';
import { sampleJob } from './acts/sample-job.ts';
import { batchEnvironment, transformProfile, transformSample } from './acts/transform-sample.ts';
import type { Check, CheckOf, Opening, SampleRun, Scene, Scenes, Transform } from './check.ts';
import type { TimeLimits } from './limits.ts';
import { performCheck, unseen } from './perform-check.ts';
import { noSoundSample } from './questions.ts';
import type { Job, Materials, Server, Stage } from './stage.ts';
import { failed, timeWords } from './verdicts.ts';

export interface Run {
  readonly stage: Stage;
  readonly materials: Materials;
  readonly limits: TimeLimits;
  readonly checks: readonly Check[];
  /** Hears each result as soon as it is there. */
  readonly onResult: (result: Rehearsed) => void;
  /** Without it there is no load, and no check of it. */
  readonly load?: { readonly plan: LoadPlan; readonly onLoad: (load: Load) => void } | undefined;
}

/** Plays the acts one after the other; every check gets its result, whatever happens to the listing. */
export async function runChecks(run: Run): Promise<readonly Rehearsed[]> {
  const results: Rehearsed[] = [];
  const isAlgorithm = run.materials.listing.productType === 'algorithm';
  const told: Run = {
    ...run,
    checks: run.checks
      .filter(({ of, phase }) => isAlgorithm || (!of && phase !== 'train'))
      .filter(({ phase }) => run.load || phase !== 'load'),
    onResult: (result) => {
      results.push(result);
      run.onResult(result);
    },
  };
  await playImages(told);
  const model = await playTraining(told);
  await playServer(told, model);
  await playAfter(told);
  return results;
}

function checksIn<Act extends Phase>({ checks }: Run, act: Act): readonly CheckOf<Act>[] {
  // The compiler does not see that a check of an act takes the scene of that act.
  return checks.filter(({ phase }) => phase === act) as unknown as readonly CheckOf<Act>[];
}

/** All checks of an act, one after the other, with what there is to see in it. */
async function playAct<Act extends Phase>(
  run: Run,
  act: Act,
  seen: Omit<Scenes[Act], keyof Scene>,
): Promise<void> {
  const scene = { ...sceneOf(run), ...seen } as Scenes[Act];
  for (const check of checksIn(run, act))
    run.onResult(await performCheck({ facts: check, look: () => check.look(scene) }, run.stage));
}

function sceneOf({ stage, materials, limits }: Run): Scene {
  return { ...materials, stage, limits };
}

function leaveOut(run: Run, phases: readonly Phase[], words: string): void {
  for (const check of run.checks) if (phases.includes(check.phase)) run.onResult(unseen(check, words));
}

async function playImages(run: Run): Promise<void> {
  const images = await run.stage.images();
  for (const check of checksIn(run, 'image')) {
    const look = () => check.look({ ...sceneOf(run), images });
    const isHidden = check.needs && images.length === 0;
    run.onResult(
      isHidden
        ? unseen(check, 'only an image shows it')
        : await performCheck({ facts: check, look }, run.stage),
    );
  }
}

/** Gives the model to serve with; undefined where it is where the manifest says. */
async function playTraining(run: Run): Promise<string | undefined> {
  const { materials } = run;
  if (!materials.listing.training) return undefined;
  const job = sampleJob(materials);
  if ('missing' in job) {
    leaveOut(run, ['train'], job.missing);
    return materials.localModel;
  }
  const sampleRun = await trainOnce(run, job);
  await playAct(run, 'train', { job, run: sampleRun });
  const isTrained = 'trained' in sampleRun && sampleRun.ending?.code === 0;
  return isTrained ? sampleRun.trained.model : materials.localModel;
}

async function trainOnce({ stage, limits }: Run, job: Job): Promise<SampleRun> {
  const begun = stage.now();
  const training = await stage.train(job);
  if ('notStarted' in training) return training;
  const ending = await training.ended(limits.training);
  if (!ending) await training.stop(0);
  const milliseconds = stage.now() - begun;
  return { ending, trained: await training.results(), log: await training.log(), milliseconds };
}

async function playServer(run: Run, model: string | undefined): Promise<void> {
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

/** A check that ends the server has failed, and the next ones get another server. Gives the one that is left. */
async function playCalls(
  run: Run,
  first: Server,
  reopen: () => Promise<Server | undefined>,
): Promise<Server | undefined> {
  let server: Server | undefined = first;
  for (const check of checksIn(run, 'serve')) {
    if (!server) {
      run.onResult(unseen(check, 'the server did not start again'));
      continue;
    }
    const result = await performCall(run, check, server);
    run.onResult(result);
    if (server.ending()) server = await reopen();
  }
  return server;
}

/** Gives the server that is left, as `playCalls` does. */
async function playLoad(
  run: Run,
  { plan, onLoad }: NonNullable<Run['load']>,
  server: Server,
  reopen: () => Promise<Server | undefined>,
): Promise<Server | undefined> {
  const load = await loadServer({ ...sceneOf(run), server }, plan);
  if (load) {
    onLoad(load);
    await playAct(run, 'load', { server, load });
  } else leaveOut(run, ['load'], noSoundSample);
  return server.ending() ? reopen() : server;
}

async function performCall(run: Run, check: CheckOf<'serve'>, server: Server): Promise<Rehearsed> {
  const { stage, limits } = run;
  const look = () => check.look({ ...sceneOf(run), server });
  const result = await performCheck({ facts: check, look }, stage);
  // A process that has just been killed may be reported as such a moment later.
  const ending =
    'broken' in (await server.ask({ path: '/ping', timeoutMs: limits.ping }))
      ? await server.ended(200)
      : undefined;
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

/** Whatever has become of the listing: what it tried to do may be the cause. */
async function playAfter(run: Run): Promise<void> {
  if (checksIn(run, 'after').length > 0) await playAct(run, 'after', { traces: await run.stage.traces() });
}

async function playStop(run: Run, server: Server, open: () => Promise<Server | undefined>): Promise<void> {
  const stopped = await server.stop(run.limits.stop);
  await playAct(run, 'stop', { stopped, log: await server.log(), open });
}
