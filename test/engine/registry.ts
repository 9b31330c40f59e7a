import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { missingTool } from '../support/required-tool.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { docker, tryDocker } from './engine.ts';

/** The reason why nothing can be pushed here, or nothing. */
export function registryMissing(): string | undefined {
  return missingTool('docker-registry');
}

/**
 * A real registry without a certificate, which engines accept from their own machine. It is removed after the
 * test.
 */
export async function startRegistry(): Promise<string> {
  const folder = temporaryFolder();
  const address = `127.0.0.1:${await freePort()}`;
  const settings = {
    version: 0.1,
    storage: { filesystem: { rootdirectory: join(folder, 'images') } },
    http: { addr: address },
  };
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(settings));
  const registry = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  onTestFinished(async () => {
    if (registry.exitCode !== null) return;
    registry.kill();
    await once(registry, 'exit');
  });
  while (registry.exitCode === null) {
    if ((await fetch(`http://${address}/v2/`).catch(() => undefined))?.ok) return address;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the registry ended with ${registry.exitCode}`);
}

interface Part {
  readonly mediaType: string;
  readonly size: number;
}

export interface Manifest {
  readonly mediaType: string;
  readonly config: Part;
  readonly layers: readonly Part[];
}

/** Pushes an image and returns its manifest, as a client gets it that accepts every kind. */
export async function pushed(registry: string, image: string): Promise<Manifest> {
  const name = `${registry}/${image}`;
  docker(['tag', image, name]);
  docker(['push', '--quiet', name]);
  tryDocker(['image', 'rm', name]);
  const [repository, tag] = image.split(':');
  const kinds = ['docker.distribution.manifest.v2', 'oci.image.manifest.v1', 'oci.image.index.v1'];
  const accept = kinds.map((kind) => `application/vnd.${kind}+json`).join(', ');
  const answer = await fetch(`http://${registry}/v2/${repository}/manifests/${tag}`, { headers: { accept } });
  return (await answer.json()) as Manifest;
}
