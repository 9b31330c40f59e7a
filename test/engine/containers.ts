import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { docker, tryDocker } from './engine.ts';

/**
 * `/opt/ml` as SageMaker mounts it. A user other than root can write everything that they may need to write.
 */
export function sagemakerFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  for (const name of ['input/config', 'input/data', 'model', 'output/data', 'checkpoints'])
    mkdirSync(join(folder, name), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const name of ['', 'input', 'model', 'output', 'output/data', 'checkpoints'])
    chmodSync(join(folder, name), 0o777);
  return folder;
}

/** The files of a job, as SageMaker writes them. Its rows have a target and the four columns of a sample. */
export function jobFiles(hyperparameters: Readonly<Record<string, string>>): Record<string, string> {
  const rows = Array.from(
    { length: 40 },
    (_, row) => `${3 * row + 1},${row},${row % 7},${row % 3},${row % 2}\n`,
  );
  return {
    'input/config/hyperparameters.json': JSON.stringify(hyperparameters),
    'input/config/resourceconfig.json': '{"current_host":"algo-1","hosts":["algo-1"]}',
    'input/config/inputdataconfig.json': '{"train":{"TrainingInputMode":"File","ContentType":"text/csv"}}',
    'input/data/train/rows.csv': rows.join(''),
  };
}

/** A network without access to other networks. It is removed after the test. */
export function isolatedNetwork(): string {
  const network = `sagemaker-mkt-${randomBytes(4).toString('hex')}`;
  docker(['network', 'create', '--internal', network]);
  onTestFinished(() => void tryDocker(['network', 'rm', network]));
  return network;
}

export interface Container {
  readonly id: string;
  readonly log: () => string;
  /** Polls a condition until the test's timeout, but fails at once if the container has ended. */
  readonly until: (isSo: () => boolean | Promise<boolean>) => Promise<void>;
  /** As SageMaker does it: a stop signal, and a kill after this number of seconds. */
  readonly stop: (seconds: number) => Ending;
}

export interface Ending {
  /** 137 if the container was killed. */
  readonly exitCode: number;
  readonly log: string;
}

export function startContainer(words: readonly string[]): Container {
  const id = docker(['run', '--detach', ...words]);
  onTestFinished(() => void tryDocker(['rm', '--force', id]));
  const log = () => {
    const { stdout, stderr } = tryDocker(['logs', id]);
    return stdout + stderr;
  };
  const stop = (limit: number) => {
    docker(['stop', '--time', String(limit), id]);
    const exitCode = Number(docker(['inspect', '--format', '{{.State.ExitCode}}', id]));
    return { exitCode, log: log() };
  };
  const until = async (isSo: () => boolean | Promise<boolean>) => {
    const isRunning = () => docker(['inspect', '--format', '{{.State.Running}}', id]) === 'true';
    while (isRunning()) {
      if (await isSo()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`waited in vain:\n${log()}`);
  };
  return { id, log, until, stop };
}

export interface Served extends Container {
  readonly url: string;
}

/**
 * `serve` as SageMaker runs it: no network access and a read-only model. Here the rest of the image is
 * read-only as well.
 */
export async function serveImage(
  image: string,
  user: string,
  model?: string,
  options: readonly string[] = [],
): Promise<Served> {
  const network = isolatedNetwork();
  const volumes = model ? ['--volume', `${model}:/opt/ml/model:ro`] : [];
  const container = startContainer([
    ...['--network', network, '--read-only', '--user', user],
    ...volumes,
    ...options,
    image,
    'serve',
  ]);
  const address = docker([
    'inspect',
    '--format',
    '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
    container.id,
  ]);
  const url = `http://${address}:8080`;
  await container.until(() => isReady(url));
  return { ...container, url };
}

export async function isReady(url: string): Promise<boolean> {
  return (await fetch(`${url}/ping`).catch(() => undefined))?.status === 200;
}

/** `train` as SageMaker runs it, without a network. Here only /opt/ml is writable. */
export function trainWords(image: string, user: string, folder: string): readonly string[] {
  const input = ['--volume', `${join(folder, 'input')}:/opt/ml/input:ro`];
  const isolation = ['--network', 'none', '--read-only', '--user', user];
  return [...isolation, '--volume', `${folder}:/opt/ml`, ...input, image, 'train'];
}

interface Contract {
  readonly inputTypes: readonly { readonly type: string }[];
  readonly outputTypes: readonly { readonly type: string }[];
  readonly samples: Readonly<Record<string, string>>;
}

/** Sends the sample of every declared input type, and requests every declared output type. */
export async function askEverything(folder: string, url: string): Promise<void> {
  const contract: Contract = await import(pathToFileURL(join(folder, 'runtime/contract.ts')).href);
  for (const { type } of contract.inputTypes)
    for (const { type: accept } of contract.outputTypes) {
      const body = new Uint8Array(readFileSync(join(folder, contract.samples[type] ?? '')));
      const headers = { 'content-type': type, accept };
      const answer = await fetch(`${url}/invocations`, { method: 'POST', headers, body });
      const sent = answer.headers.get('content-type')?.split(';')[0];
      expect([answer.status, sent], await answer.text()).toEqual([200, accept]);
    }
}
