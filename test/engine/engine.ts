import { spawnSync } from 'node:child_process';
import { engine, hasImage } from '../images/run-engine.ts';
import { standIns } from '../images/stand-ins.ts';

/** The reason why no container engine can be used here, or nothing. In CI a missing engine is a failure. */
export function engineMissing(): string | undefined {
  const { status, error } = spawnSync(engine(), ['version'], { encoding: 'utf8' });
  return status === 0 ? undefined : required(error ? 'no docker command' : 'no Docker engine answers');
}

/**
 * The reason why no listing's image can be built here, or nothing: the public images, or their stand-ins, are
 * required.
 */
export function imagesMissing(): string | undefined {
  const missing = engineMissing();
  if (missing !== undefined) return missing;
  const absent = standIns.filter(({ image }) => !hasImage(image)).map(({ image }) => image);
  if (absent.length === 0) return undefined;
  return required(`${absent.join(', ')} not here; node test/images/build.ts makes stand-ins`);
}

/** In CI it is a failure. */
export function required(reason: string): string {
  if (process.env['REQUIRE_ENGINE']) throw new Error(`${reason}, and REQUIRE_ENGINE is set`);
  return reason;
}

export interface Output {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs docker and returns its result, even if it fails. */
export function tryDocker(words: readonly string[], environment: Record<string, string> = {}): Output {
  return spawnSync(engine(), words, { encoding: 'utf8', env: { ...process.env, ...environment } });
}

export function docker(words: readonly string[], environment: Record<string, string> = {}): string {
  const { status, stdout, stderr } = tryDocker(words, environment);
  if (status !== 0) throw new Error(`docker ${words.join(' ')}: ${stderr}`);
  return stdout.trim();
}
