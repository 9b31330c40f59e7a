import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseNpy } from '../../listing/runtime/codecs/read-npy.ts';
import { placeListing } from './build-listing.ts';
import { compileCacheOf } from './compile-cache.ts';
import { installPackages } from './install-packages.ts';
import { examplesFolder } from './render-example.ts';
import { type RunningServer, startListing, withThisNode } from './running-server.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { whenOver } from './when-over.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A listing on disk with its packages and these files of the seller. */
export function placeWithPackages(
  yaml: string,
  files: Files = {},
  listing = join(temporaryFolder(), 'a listing'),
): string {
  placeListing(listing, yaml);
  installPackages(listing);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(listing, path)), { recursive: true });
    writeFileSync(join(listing, path), content);
  }
  return listing;
}

/** An example after `generate` and `npm install`. */
export function placeExample(name: string): string {
  const folder = join(examplesFolder, name);
  const listing = placeWithPackages(readFileSync(join(folder, 'marketplace.yaml'), 'utf8'));
  cpSync(folder, listing, { recursive: true });
  return listing;
}

/** The output of a program that runs in the listing with its packages. */
export function runInListing(
  listing: string,
  program: string,
): { readonly stdout: string; readonly stderr: string } {
  writeFileSync(join(listing, 'program.ts'), program);
  return spawnSync(process.execPath, ['program.ts'], { cwd: listing, encoding: 'utf8' });
}

/** The result of the seller's own code for these records, without a server. */
export function predictIn(listing: string, modelDir: string, records: readonly unknown[]): unknown {
  const program = `
    const { default: inference } = await import('./src/inference.ts');
    const model = await inference.load({ modelDir: ${JSON.stringify(modelDir)} });
    console.log(JSON.stringify(await model.predict(${JSON.stringify(records)}, {})));`;
  const { stdout, stderr } = runInListing(listing, program);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Runs `bin/train` to its end, and returns the reported metrics in the order of the lines. */
export function train(listing: string, base: string, environment: NodeJS.ProcessEnv = {}): number[] {
  const { status, stdout, stderr } = spawnSync(join(listing, 'bin/train'), {
    encoding: 'utf8',
    env: { ...withThisNode(), ...compileCacheOf(listing), ...environment, SAGEMAKER_BASE_DIR: base },
  });
  if (status !== 0) throw new Error(`bin/train ended with ${status}:\n${stdout}\n${stderr}`);
  return [...stdout.matchAll(/=([0-9.]+)$/gm)].map(([, value]) => Number(value));
}

/**
 * Stops `bin/train` like SageMaker, after its first output. Returns its exit code and the number of lines.
 */
export async function stopWhileTraining(
  listing: string,
  base: string,
): Promise<{ readonly code: number | null; readonly lines: number }> {
  const training = spawn(join(listing, 'bin/train'), {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...withThisNode(), ...compileCacheOf(listing), SAGEMAKER_BASE_DIR: base },
  });
  const ended = once(training, 'close');
  let printed = '';
  training.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  training.stdout.once('data', () => training.kill('SIGTERM'));
  const [code] = await ended;
  return { code, lines: printed.split('\n').length - 1 };
}

export interface Asked {
  readonly status: number;
  /** JSON and NumPy as values, everything else as text. */
  readonly answer: unknown;
}

export type Ask = (body: string | Uint8Array, type: string, accept?: string) => Promise<Asked>;

/** Each worker loads a framework. */
export const oneWorker = { SAGEMAKER_MODEL_SERVER_WORKERS: '1' };

/** Starts the listing with one worker, sends requests, and stops it. */
export async function askListing<Result>(
  listing: string,
  conversation: (ask: Ask) => Promise<Result>,
  environment: Record<string, string> = {},
): Promise<Result> {
  const server = await startListing(listing, { ...oneWorker, ...environment });
  try {
    return await conversation(asking(server));
  } finally {
    await server.stop();
  }
}

/** Starts the listing, and stops it after the test. */
export async function conversationWith(listing: string, environment: Record<string, string>): Promise<Ask> {
  const server = await startListing(listing, environment);
  whenOver(server.stop);
  return asking(server);
}

export function asking({ url }: Pick<RunningServer, 'url'>): Ask {
  return async (body, type, accept = 'application/json') => {
    const headers = { 'content-type': type, accept };
    const asked = { method: 'POST', headers, body: Buffer.from(body) };
    const answer = await fetch(`${url}/invocations`, asked);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { status: answer.status, answer: readAnswer(bytes, answer.headers.get('content-type') ?? '') };
  };
}

function readAnswer(bytes: Uint8Array, type: string): unknown {
  if (type.endsWith('x-npy')) return parseNpy(bytes);
  const text = new TextDecoder().decode(bytes);
  return type.endsWith('/json') ? JSON.parse(text) : text;
}
