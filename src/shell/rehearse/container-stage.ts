import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ResolvedImages } from '../../model/resolved-listing.ts';
import type { ImageFacts, Job, ServeOptions, Stage } from '../../rehearse/stage.ts';
import { askEngine } from '../engine/container-engine.ts';
import { type Address, askServer, keepConnection } from './ask-server.ts';
import type { ContainerHome } from './container-network.ts';
import { inspectImage } from './inspect-image.ts';
import { jobEnvironment, readTrained, writeJob } from './job-folder.ts';
import { residentMemory } from './resident-memory.ts';
import { createContainer } from './running-container.ts';

export interface ContainerStageOptions {
  readonly home: ContainerHome;
  readonly images: ResolvedImages;
  readonly scratch: string;
  /** Where the model of the listing lies, unless it is in the image. */
  readonly model: string | undefined;
}

/** The listing's images as SageMaker runs them: by their words, without a way out, with `/opt/ml/model` read-only. */
export function containerStage(options: ContainerStageOptions): Stage {
  return {
    kind: 'container',
    now: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds),
    images: () => Promise.all(imagesOf(options).map((image) => inspectImage(options.home.engine, ...image))),
    serve: (asked) => serve(options, asked),
    train: (job) => train(options, job),
  };
}

function imagesOf({ images }: ContainerStageOptions): readonly (readonly [string, ImageFacts['role']])[] {
  const { inference, training, combined } = images;
  if (combined) return [[inference, 'both']];
  return [[inference, 'inference'], ...(training ? ([[training, 'training']] as const) : [])];
}

async function serve(
  { home, images, scratch, model: own }: ContainerStageOptions,
  { environment, model = own ?? mkdtempSync(join(scratch, 'no-model-')) }: ServeOptions,
): ReturnType<Stage['serve']> {
  const variables = Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const created = await createContainer(home, [
    ...(home.network ? ['--network', home.network] : ['--publish', '127.0.0.1::8080']),
    ...['--volume', `${model}:/opt/ml/model:ro,z`],
    ...variables,
    images.inference,
    'serve',
  ]);
  if ('notStarted' in created) return created;
  const running = await created.start();
  if ('notStarted' in running) return running;
  const address = await addressOf(home, created.id);
  const pid = Number(await inspect(home, created.id, '{{.State.Pid}}'));
  return {
    ...running,
    ask: (question) => askServer(address, question),
    connect: () => keepConnection(address),
    memory: async () => residentMemory(pid),
  };
}

async function addressOf(home: ContainerHome, id: string): Promise<Address> {
  if (home.network) {
    const host = await inspect(home, id, '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}');
    return { host, port: 8080 };
  }
  const { output } = await askEngine(home.engine.name, ['port', id, '8080/tcp']);
  return { host: '127.0.0.1', port: Number(/:(\d+)/.exec(output)?.[1] ?? 0) };
}

async function inspect({ engine }: ContainerHome, id: string, format: string): Promise<string> {
  return (await askEngine(engine.name, ['inspect', '--format', format, id])).output.trim();
}

/** The job is copied into the container, and its results out of it, so that nothing here belongs to the container's root. */
async function train({ home, images, scratch }: ContainerStageOptions, job: Job): ReturnType<Stage['train']> {
  const engine = home.engine.name;
  const tree = mkdtempSync(join(scratch, 'train-'));
  writeJob(join(tree, 'opt/ml'), job);
  // What is copied brings its mode with it, and these two folders are the image's.
  for (const folder of ['', 'opt']) chmodSync(join(tree, folder), 0o755);
  const variables = Object.entries(jobEnvironment).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const image = images.training ?? images.inference;
  const created = await createContainer(home, ['--network', 'none', ...variables, image, 'train']);
  if ('notStarted' in created) return created;
  await askEngine(engine, ['cp', `${tree}/.`, `${created.id}:/`]);
  const running = await created.start();
  if ('notStarted' in running) return running;
  const results = async () => {
    const out = mkdtempSync(join(scratch, 'trained-'));
    mkdirSync(join(out, 'model'));
    await askEngine(engine, ['cp', `${created.id}:/opt/ml/model`, out]);
    await askEngine(engine, ['cp', `${created.id}:/opt/ml/output`, out]);
    return readTrained(out);
  };
  return { ...running, results };
}
