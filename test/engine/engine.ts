import { spawnSync } from 'node:child_process';

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
