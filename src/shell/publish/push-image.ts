import { pushRemedies } from '../../model/remedies.ts';
import { explainRefusal } from '../../publish/explain-refusal.ts';
import { askEngine, type ContainerEngine } from './container-engine.ts';
import { pauseSeconds, type Say, sleep } from './progress-words.ts';
import { Refusal } from './refusal.ts';
import type { RegistryLogin } from './registry-login.ts';

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

/** Sends the layers that are not there. A push that broke off is tried again, where that may help. */
export async function pushImage(
  { engine, login: { environment }, image, target, shown }: Push,
  say: Say,
): Promise<void> {
  await askEngine(engine.name, ['tag', image, target]);
  // Podman keeps layers uncompressed, and would choose the kind of manifest by itself.
  const options = engine.isPodman ? ['--format', 'v2s2'] : [];
  let complaint = '';
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const words = ['push', ...options, target];
    const answer = await askEngine(engine.name, words, { environment, isWatched: true });
    if (answer.isDone) return;
    complaint = answer.complaint;
    say(`${shown}: push ${attempt} of ${tries} broke off`);
    if (pushRemedies.find(({ pattern }) => new RegExp(pattern).test(complaint))?.passes === false) break;
    if (attempt < tries) await sleep(pauseSeconds(5) * attempt);
  }
  const known = explainRefusal(pushRemedies, complaint);
  throw new Refusal(
    `cannot push ${shown}: ${known?.what ?? 'the registry refuses it'}`,
    known?.fix ?? 'run this again',
    complaint,
  );
}
