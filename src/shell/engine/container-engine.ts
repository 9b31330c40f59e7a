import { execa } from 'execa';
import type { BuildingWords } from '../../model/publication.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import { setting } from '../environment-settings.ts';
import { Refusal } from '../refusal.ts';
import { currentTrace } from '../trace.ts';

/** Docker, or the program that `ENGINE` names. */
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
  /** Timeout of a command that waits for another machine. */
  readonly seconds?: number;
  /** Shows the engine's own progress on our terminal. */
  readonly isWatched?: boolean;
}

/** Not passed to programs that do not need AWS. */
const keysOfAws = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
];

export async function askEngine(
  engine: string,
  words: readonly string[],
  { seconds, ...options }: EngineOptions = {},
): Promise<EngineAnswer> {
  const { failed, timedOut, code, stdout, stderr } = await runWithoutKeys(engine, words, {
    ...options,
    ...(seconds !== undefined && { seconds }),
  });
  const late = timedOut ? `\n${engine} ${words[0]} did not end within ${seconds} seconds` : '';
  // If there is no such program, Node reports only a code.
  return { isDone: !failed, output: stdout ?? '', complaint: `${stderr || code || ''}${late}`.trim() };
}

export async function runWithoutKeys(
  program: string,
  words: readonly string[],
  { environment = {}, input = '', seconds = 0, isWatched = false }: EngineOptions = {},
) {
  const kept = Object.entries(process.env).filter(([name]) => !keysOfAws.includes(name));
  const begin = Date.now();
  const ended = await execa(program, [...words], {
    env: { ...Object.fromEntries(kept), ...environment },
    extendEnv: false,
    input,
    reject: false,
    timeout: seconds * 1000,
    stdout: isWatched ? process.stderr : 'pipe',
  });
  // Not what it prints: the configuration of an image may have anything in it.
  const { exitCode = null, code = null, timedOut, stderr } = ended;
  const took = Date.now() - begin;
  currentTrace()?.note({
    kind: 'program',
    program,
    words,
    took,
    exit: exitCode ?? code,
    timedOut,
    said: stderr,
  });
  return ended;
}

/** The engine that answers on this machine. */
export async function lookForEngine(): Promise<Result<ContainerEngine, NoEngine>> {
  const name = process.env['ENGINE'] || 'docker';
  const { isDone, complaint } = await askEngine(name, ['version'], {
    seconds: setting('ENGINE_SECONDS', 60),
  });
  if (complaint === 'ENOENT') return failure({ name, isAbsent: true, complaint });
  if (!isDone) return failure({ name, isAbsent: false, complaint });
  return ok({ name, isPodman: (await askEngine(name, ['--version'])).output.includes('podman') });
}

interface NoEngine {
  readonly name: string;
  /** There is no such program; otherwise it does not answer. */
  readonly isAbsent: boolean;
  readonly complaint: string;
}

export async function findEngine(): Promise<ContainerEngine> {
  const found = await lookForEngine();
  if (found.ok) return found.value;
  const { name, isAbsent, complaint } = found.reason;
  throw isAbsent
    ? new Refusal(
        `there is no ${name} here, which pushes the image`,
        'install Docker; or install podman, and set ENGINE=podman',
      )
    : new Refusal(
        `${name} does not answer`,
        'start it, and make sure that this user is allowed to use it',
        complaint,
      );
}

/** Checks, before anything is sent, that the image is one that SageMaker runs. */
export async function findImage(
  engine: ContainerEngine,
  image: string,
  { missing, otherPlatform }: Pick<BuildingWords, 'missing' | 'otherPlatform'>,
): Promise<void> {
  const { isDone, output } = await imageField(engine, image, '{{.Os}}/{{.Architecture}}');
  if (!isDone) throw noImage(image, missing);
  if (output !== 'linux/amd64')
    throw new Refusal(`${image} is for ${output}, and SageMaker runs linux/amd64`, otherPlatform);
}

/** The digest of an image's configuration, which Docker and podman know it by. */
export async function idOf(engine: ContainerEngine, image: string, fix: string): Promise<string> {
  const { isDone, output } = await imageField(engine, image, '{{.Id}}');
  if (!isDone) throw noImage(image, fix);
  return `sha256:${output.replace('sha256:', '')}`;
}

export async function bytesOf(engine: ContainerEngine, image: string): Promise<number> {
  return Number((await imageField(engine, image, '{{.Size}}')).output) || 0;
}

/** One field of an image, selected by a template of the engine. */
export function imageField({ name }: ContainerEngine, image: string, format: string): Promise<EngineAnswer> {
  return askEngine(name, ['image', 'inspect', '--format', format, image]);
}

function noImage(image: string, fix: string): Refusal {
  return new Refusal(`there is no image ${image} here`, fix);
}
