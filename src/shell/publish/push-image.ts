import { knownPushErrors } from '../../model/known-registry-errors.ts';
import { explainRefusal } from '../../publish/explain-refusal.ts';
import { askEngine, bytesOf, type ContainerEngine } from '../engine/container-engine.ts';
import { setting } from '../environment-settings.ts';
import { Refusal } from '../refusal.ts';
import type { Say } from '../reporter.ts';
import type { RegistryLogin } from './registry-login.ts';
import { sleep } from './waiting.ts';

const tries = 3;

export interface Push {
  readonly engine: ContainerEngine;
  readonly login: RegistryLogin;
  readonly image: string;
  /** With its registry and tag. */
  readonly target: string;
  /** For people: without the registry. */
  readonly shown: string;
}

/** Sends the missing layers. A push that broke off is retried, where that may help. */
export async function pushImage(
  { engine, login: { environment }, image, target, shown }: Push,
  say: Say,
): Promise<void> {
  const tagged = await askEngine(engine.name, ['tag', image, target]);
  if (!tagged.isDone)
    throw new Refusal(`cannot name ${image} for the registry`, 'run this again', tagged.complaint);
  // Podman would choose another kind of manifest by default.
  const options = engine.isPodman ? ['--format', 'v2s2'] : [];
  // Engines have no timeout of their own. A slow registry gets a second for every 300 kB of the image.
  const seconds = setting('ENGINE_SECONDS', 600 + Math.floor((await bytesOf(engine, image)) / 300_000));
  let complaint = '';
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const words = ['push', ...options, target];
    const answer = await askEngine(engine.name, words, { environment, seconds, isWatched: true });
    if (answer.isDone) return;
    complaint = answer.complaint;
    if (attempt === tries || !mayPass(complaint)) break;
    const pause = setting('PAUSE_SECONDS', 5) * attempt;
    say(`${shown}: push ${attempt} of ${tries} failed, and the next one starts in ${pause} s`);
    await sleep(pause);
  }
  const known = explainRefusal(knownPushErrors, complaint);
  if (!known) throw new Refusal(`cannot push ${shown}`, 'run this again', complaint);
  throw new Refusal(`cannot push ${shown}: ${known.what}`, known.fix, complaint);
}

function mayPass(complaint: string): boolean {
  return knownPushErrors.find(({ pattern }) => new RegExp(pattern).test(complaint))?.passes !== false;
}
