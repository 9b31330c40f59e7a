import { execa } from 'execa';
import { Refusal } from './refusal.ts';

/** Docker, or what `ENGINE` names instead. */
export interface ContainerEngine {
  readonly name: string;
  readonly isPodman: boolean;
}

export interface EngineAnswer {
  readonly isDone: boolean;
  readonly output: string;
  readonly complaint: string;
}

interface EngineOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Lets the engine draw its own progress on our terminal. */
  readonly isWatched?: boolean;
}

/** What a program is not told that has nothing to do with AWS. */
const keysOfAws = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN'];

export async function askEngine(
  engine: string,
  words: readonly string[],
  { environment = {}, input = '', isWatched = false }: EngineOptions = {},
): Promise<EngineAnswer> {
  const kept = Object.entries(process.env).filter(([name]) => !keysOfAws.includes(name));
  const { failed, code, stdout, stderr } = await execa(engine, [...words], {
    env: { ...Object.fromEntries(kept), ...environment },
    extendEnv: false,
    input,
    reject: false,
    stdout: isWatched ? process.stderr : 'pipe',
  });
  // Where there is no such program, Node says so in a word of its own.
  return { isDone: !failed, output: stdout ?? '', complaint: stderr || code || '' };
}

export async function findEngine(): Promise<ContainerEngine> {
  const name = process.env['ENGINE'] || 'docker';
  const { isDone, complaint } = await askEngine(name, ['version']);
  if (complaint === 'ENOENT')
    throw new Refusal(
      `there is no ${name} here, which pushes the image`,
      'install Docker; or install podman, and set ENGINE=podman',
    );
  if (!isDone)
    throw new Refusal(`${name} does not answer`, 'start it, and see that this user may use it', complaint);
  return { name, isPodman: (await askEngine(name, ['--version'])).output.includes('podman') };
}

/** The images must be what `scripts/build.sh` makes, before anything is sent anywhere. */
export async function findImage(engine: ContainerEngine, image: string): Promise<void> {
  const { isDone, output } = await inspect(engine, image, '{{.Os}}/{{.Architecture}}');
  const fix = 'build it with scripts/build.sh';
  if (!isDone) throw new Refusal(`there is no image ${image} here`, fix);
  if (output !== 'linux/amd64')
    throw new Refusal(`${image} is for ${output}, and SageMaker runs linux/amd64`, fix);
}

/** The digest of an image's configuration, which Docker and podman know it by. */
export async function idOf(engine: ContainerEngine, image: string): Promise<string> {
  const { output } = await inspect(engine, image, '{{.Id}}');
  return `sha256:${output.replace('sha256:', '')}`;
}

function inspect({ name }: ContainerEngine, image: string, format: string): Promise<EngineAnswer> {
  return askEngine(name, ['image', 'inspect', '--format', format, image]);
}
