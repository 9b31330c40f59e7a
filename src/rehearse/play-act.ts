import type { Load, LoadPlan } from '../model/measurements.ts';
import type { Phase, Rehearsed } from '../model/rehearsal.ts';
import type { SampleAnswer } from './answers/sample-answer.ts';
import type { Check, CheckOf, Scene, Scenes, Transform } from './check.ts';
import { inOrder, inParallel } from './in-parallel.ts';
import type { TimeLimits } from './limits.ts';
import type { Materials } from './materials.ts';
import { performCheck, unseen } from './perform-check.ts';
import type { Stage } from './stage.ts';

export interface Run {
  readonly stage: Stage;
  readonly materials: Materials;
  readonly limits: TimeLimits;
  readonly checks: readonly Check[];
  /** Called with each result as soon as it exists. */
  readonly onResult: (result: Rehearsed) => void;
  /** Called with the answers to the samples, each time that a server is asked for them. */
  readonly onAnswers?: (answers: readonly SampleAnswer[]) => void;
  /** Called with what the server of the batch transform has answered. */
  readonly onTransform?: (transform: Transform) => void;
  /** Without it there is no load, and no check of the load. */
  readonly load?: { readonly plan: LoadPlan; readonly onLoad: (load: Load) => void } | undefined;
}

export function checksIn<Act extends Phase>({ checks }: Run, act: Act): readonly CheckOf<Act>[] {
  // The compiler cannot infer that a check of an act takes the scene of that act.
  return checks.filter(({ phase }) => phase === act) as unknown as readonly CheckOf<Act>[];
}

/** Runs all checks of an act with its scene: one by one, unless they do not disturb each other. */
export async function playAct<Act extends Phase>(
  run: Run,
  act: Act,
  seen: Omit<Scenes[Act], keyof Scene>,
  atOnce = 1,
): Promise<void> {
  const scene = { ...sceneOf(run), ...seen } as Scenes[Act];
  const report = inOrder(run.onResult);
  await inParallel(checksIn(run, act).entries(), atOnce, async ([place, check]) => {
    report(place, await performCheck({ facts: check, look: () => check.look(scene) }, run.stage));
  });
}

export function sceneOf({ stage, materials, limits }: Run): Scene {
  return { ...materials, stage, limits };
}

export function leaveOut(run: Run, phases: readonly Phase[], words: string): void {
  for (const check of run.checks) if (phases.includes(check.phase)) run.onResult(unseen(check, words));
}
