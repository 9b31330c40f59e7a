import { closeSync, openSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { askEngine, type ContainerEngine, runWithoutKeys } from '../engine/container-engine.ts';
import { setting } from '../environment-settings.ts';
import { Refusal } from '../refusal.ts';

/** A login to the registry for the container engine, until `end`. */
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
  /** A temporary folder of this run. */
  readonly work: string;
}

/**
 * Logs in with a separate configuration whose credential helper is our own program. It reads the password from a pipe,
 * which disappears with this process, so that the password is never in a file. The seller's own logins stay as they are.
 */
export async function logIn(
  engine: ContainerEngine,
  { registry, user, password }: Credentials,
  { keeper, work }: KeeperPlace,
): Promise<RegistryLogin> {
  const pipe = join(work, 'held');
  await runWithoutKeys('mkfifo', [pipe]);
  // A pipe that is open at both ends keeps its content, and no side blocks.
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

/** The separate configuration must name the current Docker context, or Docker would use another engine. */
async function contextOf(engine: ContainerEngine, work: string): Promise<string> {
  if (engine.isPodman) return '';
  const usual = process.env['DOCKER_CONFIG'] || join(homedir(), '.docker');
  symlinkSync(join(usual, 'contexts'), join(work, 'contexts'));
  const { isDone, output } = await askEngine(engine.name, ['context', 'inspect', '--format', '{{.Name}}']);
  return isDone && output !== 'default' ? output : '';
}
