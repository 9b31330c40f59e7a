import { closeSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { askEngine, type ContainerEngine } from './container-engine.ts';
import { Refusal } from './refusal.ts';

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

/**
 * Logs in with a configuration of our own, in which the keeper of passwords is a program of ours: it holds the password in a
 * pipe. So it is in no file, whatever becomes of us, and the seller's own logins stay as they are.
 */
export async function logIn(
  engine: ContainerEngine,
  { registry, user, password }: Credentials,
  keeper: string,
): Promise<RegistryLogin> {
  const folder = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-'));
  const pipe = join(folder, 'held');
  await execa('mkfifo', [pipe]);
  // As long as somebody has both its ends open, a pipe keeps what is in it, and nobody waits for anybody.
  const held = openSync(pipe, 'r+');
  const end = () => {
    process.off('exit', end);
    closeSync(held);
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', end);
  writeFileSync(join(folder, 'docker-credential-held'), keeper, { mode: 0o755 });
  const settings = join(folder, 'config.json');
  const currentContext = await contextOf(engine, folder);
  writeFileSync(settings, JSON.stringify({ credHelpers: { [registry]: 'held' }, currentContext }));
  const path = `${folder}:${process.env['PATH'] ?? ''}`;
  const environment = { PATH: path, DOCKER_CONFIG: folder, REGISTRY_AUTH_FILE: settings };
  const { isDone, complaint } = await askEngine(
    engine.name,
    ['login', '--username', user, '--password-stdin', registry],
    { environment, input: password },
  );
  if (isDone) return { environment, end };
  end();
  throw new Refusal(
    `cannot log in to ${registry}: ${engine.name} is refused`,
    'see that this machine reaches it, and that the clock is right',
    complaint,
  );
}

/** With another configuration Docker would forget which engine it talks to. */
async function contextOf(engine: ContainerEngine, folder: string): Promise<string> {
  if (engine.isPodman) return '';
  const usual = process.env['DOCKER_CONFIG'] || join(homedir(), '.docker');
  symlinkSync(join(usual, 'contexts'), join(folder, 'contexts'));
  const { isDone, output } = await askEngine(engine.name, ['context', 'inspect', '--format', '{{.Name}}']);
  return isDone && output !== 'default' ? output : '';
}
