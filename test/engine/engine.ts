import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { missingTool } from '../support/required-tool.ts';

/** Why no container engine can be used here, or nothing when one answers. In CI a missing engine is a failure. */
export function engineMissing(): string | undefined {
  const { status, error } = spawnSync(engine(), ['version'], { encoding: 'utf8' });
  if (status === 0) return undefined;
  const reason = error ? 'no docker command' : 'no Docker engine answers';
  if (process.env['REQUIRE_ENGINE']) throw new Error(`${reason}, and REQUIRE_ENGINE is set`);
  return reason;
}

/** Debian's own client where there are several: it has both builders in it. */
export function engine(): string {
  return process.env['DOCKER_CLI'] ?? 'docker';
}

/** Why no listing's image can be built here: the public images it starts from are made from Debian's packages. */
export function standInsMissing(): string | undefined {
  return (
    engineMissing() ??
    ['debootstrap', 'busybox'].map((tool) => missingTool(tool, ['--help'])).find((reason) => reason)
  );
}

/** See the script: it keeps the images that are there already. */
export function buildStandIns(): void {
  const script = fileURLToPath(new URL('../images/build-stand-ins.sh', import.meta.url));
  const { status, stdout, stderr } = spawnSync(script, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the stand-in images could not be made: ${stderr}`);
  if (stdout) console.log(stdout.trim());
}

export interface Output {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Docker's own command, for better or worse. */
export function tryDocker(words: readonly string[], environment: Record<string, string> = {}): Output {
  return spawnSync(engine(), words, { encoding: 'utf8', env: { ...process.env, ...environment } });
}

export function docker(words: readonly string[], environment: Record<string, string> = {}): string {
  const { status, stdout, stderr } = tryDocker(words, environment);
  if (status !== 0) throw new Error(`docker ${words[0]}: ${stderr}`);
  return stdout.trim();
}
