import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePython } from '../../test/support/make-python.ts';
import type { Contender } from './running.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const apps = fileURLToPath(new URL('apps/', import.meta.url));

/** What a server does with a body: returns it, or sums each row of JSON. */
export const works = ['echo', 'parse'] as const;
export type Work = (typeof works)[number];

const handlers: Readonly<Record<Work | 'spin', string>> = {
  echo: `import { defineInference } from '../runtime/inference.ts';
export default defineInference({ load: () => undefined, handle: (_model, { body }) => body });
`,
  parse: `import { defineInference } from '../runtime/inference.ts';
export default defineInference({
  load: () => undefined,
  predict: (_model, records) =>
    records.map((row) => (Array.isArray(row) ? row.reduce<number>((sum, cell) => sum + Number(cell), 0) : null)),
});
`,
  spin: `import { defineInference } from '../runtime/inference.ts';
const spinMs = Number(process.env.SPIN_MS);
export default defineInference({
  load: () => undefined,
  predict: (_model, records) => {
    const end = performance.now() + spinMs;
    while (performance.now() < end);
    return records.map((text) => ({ prediction: 'a', text }));
  },
});
`,
};

export interface Contenders {
  /** The first is Node's own server, with which the others are compared. */
  readonly doing: (work: Work) => readonly Contender[];
  /** Each computes for 20 ms a call. */
  readonly busy: readonly Contender[];
  readonly walkthrough: Contender;
}

/** Listings as they are generated, and other servers that do the same, in the given folder. */
export function prepareContenders(folder: string): Contenders {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root });
  const servers = join(folder, 'apps');
  cpSync(apps, servers, { recursive: true });
  const packages = ['fastify@5.12.8', 'hono@4.13.19', '@hono/node-server@2.1.9'];
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], { cwd: servers });
  const listing = (name: string, handler?: keyof typeof handlers): Contender => {
    const place = join(folder, name);
    mkdirSync(join(place, 'model'), { recursive: true });
    const manifest = readFileSync(join(root, 'examples/walkthrough/marketplace.yaml'), 'utf8');
    writeFileSync(join(place, 'marketplace.yaml'), manifest);
    execFileSync(process.execPath, [join(root, 'dist/main.js'), 'generate', place]);
    if (handler) writeFileSync(join(place, 'src/inference.ts'), handlers[handler]);
    return { name: 'a listing', command: () => [join(place, 'bin/serve')] };
  };
  const node = (file: string) => () => [process.execPath, join(servers, file)] as const;
  const python = join(makePython('listing'), 'python3');
  const flask: Contender = {
    name: 'Flask, as in the guide',
    folder: apps,
    command: (port) => [python, '-m', 'flask', '--app', 'walkthrough', 'run', '--port', `${port}`],
  };
  const gunicorn: Contender = {
    name: 'gunicorn with Flask, 2 workers',
    folder: apps,
    command: (port) => {
      const bound = ['--workers', '2', '--bind', `127.0.0.1:${port}`];
      return [python, '-m', 'gunicorn', ...bound, 'walkthrough:app'];
    },
  };
  const listings = { echo: listing('echo', 'echo'), parse: listing('parse', 'parse') };
  const doing = (work: Work): readonly Contender[] =>
    [
      { name: 'bare node:http', command: node('bare.mjs') },
      listings[work],
      { name: 'fastify', command: node('fastify.mjs') },
      { name: 'hono', command: node('hono.mjs') },
      gunicorn,
    ].map((contender) => ({ ...contender, environment: { WORK: work } }));
  const busy = [listing('busy', 'spin'), gunicorn, flask].map((contender) => ({
    ...contender,
    environment: { SPIN_MS: '20' },
  }));
  return { doing, busy, walkthrough: listing('walkthrough') };
}
