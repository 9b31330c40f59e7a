import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { engine } from '../images/run-engine.ts';
import { missingTool } from '../support/required-tool.ts';

/** The reason why podman cannot be tested here, or nothing. */
export function podmanMissing(): string | undefined {
  return process.getuid?.() === 0 ? missingTool('podman') : 'podman is tried as root, for its storage';
}

/**
 * An environment in which podman has its own storage with these images of Docker. It is removed after the
 * test.
 */
export function podmanEnvironment(...images: readonly string[]): NodeJS.ProcessEnv {
  // A plain name: podman's monitor accepts no other one without a locale.
  const folder = mkdtempSync(join(tmpdir(), 'podman-'));
  const settings = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  mkdirSync(join(folder, 'root'));
  const environment = {
    ...process.env,
    CONTAINERS_STORAGE_CONF: settings('storage.conf', storage(folder)),
    CONTAINERS_CONF: settings('containers.conf', containers()),
  };
  onTestFinished(() => {
    spawnSync('podman', ['system', 'reset', '--force'], { env: environment });
    rmSync(folder, { recursive: true, force: true });
  });
  for (const image of images) loadImage(image, environment);
  return environment;
}

/** Only under its full name, as after a pull. */
function loadImage(image: string, env: NodeJS.ProcessEnv): void {
  const save = '"$1" save "$2" | podman load --quiet >/dev/null';
  execFileSync('sh', ['-c', save, 'load', engine(), image], { env });
  execFileSync('podman', ['tag', `localhost/${image}`, `docker.io/library/${image}`], { env });
  execFileSync('podman', ['untag', `localhost/${image}`, `localhost/${image}`], { env });
}

function storage(folder: string): string {
  const quoted = (name: string) => JSON.stringify(join(folder, name));
  return `[storage]\ndriver = "overlay"\ngraphroot = ${quoted('root')}\nrunroot = ${quoted('run')}\n`;
}

/**
 * Settings for a machine without systemd: they use Docker's own runtime, and stay within the usual limits,
 * which cannot be raised.
 */
function containers(): string {
  const limit = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  const limits = [`nofile=${limit}:${limit}`, 'nproc=4096:4096'];
  return [
    '[engine]',
    'runtime = "runc"',
    'cgroup_manager = "cgroupfs"',
    'events_logger = "file"',
    '[containers]',
    `default_ulimits = ${JSON.stringify(limits)}`,
    '',
  ].join('\n');
}
