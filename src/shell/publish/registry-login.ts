import { closeSync, openSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { askEngine, type ContainerEngine, runWithoutKeys } from '../engine/container-engine.ts';
import { setting } from '../environment-settings.ts';
import { Refusal } from '../refusal.ts';

/** What makes the engine talk to the registry as us; gone with `end`. */
export interface RegistryLogin {
  readonly environment: Readonly<Record<string, string>>;
  readonly end: () => void;
}

export interface Credentials {
  readonly registry: string;
  readonly user: string;
  readonly password: string;
}

export interface KeeperPlace {
  /** The program that keeps the registry's password for the engine. */
  readonly keeper: string;
  /** A folder of this run alone. */
  readonly work: string;
}

/**
 * Logs in with a configuration of our own, in which the keeper of passwords is a program of ours: the engine finds the password
 * again in a pipe, which ends with us. So it is in no file, whatever becomes of us, and the seller's own logins stay as they are.
 */
export async function logIn(
  engine: ContainerEngine,
  { registry, user, password }: Credentials,
  { keeper, work }: KeeperPlace,
): Promise<RegistryLogin> {
  const pipe = join(work, 'held');
  await runWithoutKeys('mkfifo', [pipe]);
  // As long as somebody has both its ends open, a pipe keeps what is in it, and nobody waits for anybody.
  const held = openSync(pipe, 'r+');
  writeSync(held, `${JSON.stringify({ ServerURL: registry, Username: user, Secret: password })}\n`);
  writeFileSync(join(work, 'docker-credential-held'), keeper, { mode: 0o755 });
  const settings = join(work, 'config.json');
  const currentContext = await contextOf(engine, work);
  writeFileSync(settings, JSON.stringify({ credHelpers: { [registry]: 'held' }, currentContext }));
  const path = `${work}:${process.env['PATH'] ?? ''}`;
  const environment = { PATH: path, DOCKER_CONFIG: work, REGISTRY_AUTH_FILE: settings };
  const words = ['login', '--username', user, '--password-stdin', registry];
  const options = { environment, input: password, seconds: setting('ENGINE_SECONDS', 60) };
  const { isDone, complaint } = await askEngine(engine.name, words, options);
  if (isDone) return { environment, end: () => closeSync(held) };
  closeSync(held);
  throw new Refusal(
    `cannot log in to ${registry}: ${engine.name} is refused`,
    'see that this machine reaches it, and that the clock is right',
    complaint,
  );
}

/** With another configuration Docker would forget which engine it talks to. */
async function contextOf(engine: ContainerEngine, work: string): Promise<string> {
  if (engine.isPodman) return '';
  const usual = process.env['DOCKER_CONFIG'] || join(homedir(), '.docker');
  symlinkSync(join(usual, 'contexts'), join(work, 'contexts'));
  const { isDone, output } = await askEngine(engine.name, ['context', 'inspect', '--format', '{{.Name}}']);
  return isDone && output !== 'default' ? output : '';
}
