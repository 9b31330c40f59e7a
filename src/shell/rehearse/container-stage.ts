import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ResolvedImages, ResolvedUpload } from '../../model/resolved-listing.ts';
import { failure, ok } from '../../model/result.ts';
import type { ImageFacts, Job, ServeOptions, Stage } from '../../rehearse/stage.ts';
import type { Role } from '../../rehearse/traces.ts';
import { oncePer } from '../../text/once.ts';
import { askEngine } from '../engine/container-engine.ts';
import { type Address, askServer, keepConnection } from './ask-server.ts';
import type { ContainerHome } from './container-network.ts';
import { containerTraces, holdsFolder, type WatchedContainer } from './container-traces.ts';
import { converseWithServer } from './converse-with-server.ts';
import { inspectImage } from './inspect-image.ts';
import type { InstanceLimits } from './instance-limits.ts';
import { jobEnvironment, readFailure, readTrained, writeJob } from './job-folder.ts';
import { residentMemory } from './resident-memory.ts';
import { scanImageHere } from './scan-image-here.ts';
import { createWatched, imageVariables } from './watched-container.ts';

export interface ContainerStageOptions {
  readonly home: ContainerHome;
  readonly images: ResolvedImages;
  /** What the manifest blocks and allows. */
  readonly upload: ResolvedUpload;
  readonly scratch: string;
  /** Where the model of the listing lies, unless it is in the image. */
  readonly model: string | undefined;
  /** The folder of the model in the image. */
  readonly bundled: string | undefined;
  readonly limits: Readonly<Record<Role, InstanceLimits>>;
  /** Given to the containers besides what SageMaker sets. */
  readonly variables: Readonly<Record<string, string>>;
}

interface ContainerStage extends ContainerStageOptions {
  /** All so far. */
  readonly containers: WatchedContainer[];
  readonly variablesOf: (image: string) => Promise<Readonly<Record<string, string>>>;
}

/** Runs the listing's images as SageMaker does: as `serve` and `train`, offline, with `/opt/ml/model` read-only. */
export function containerStage(options: ContainerStageOptions): Stage {
  // Each question takes the engine some time.
  const variablesOf = oncePer((image: string) => imageVariables(options.home, image));
  const stage: ContainerStage = { ...options, containers: [], variablesOf };
  return {
    kind: 'container',
    now: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds),
    images: () => Promise.all(imagesOf(options).map((image) => factsOf(options, ...image))),
    serve: (asked) => serve(stage, asked),
    train: (job) => train(stage, job),
    traces: () => containerTraces(options.home, stage.containers),
    modelReads: () => stage.containers.flatMap(({ watchers }) => watchers.read().reads),
  };
}

function imagesOf({ images }: ContainerStageOptions): readonly (readonly [string, ImageFacts['role']])[] {
  const { inference, training, combined } = images;
  if (combined) return [[inference, 'both']];
  return [[inference, 'inference'], ...(training ? ([[training, 'training']] as const) : [])];
}

async function factsOf(
  { home: { engine }, upload }: ContainerStageOptions,
  image: string,
  role: ImageFacts['role'],
): Promise<ImageFacts> {
  const [facts, scan] = await Promise.all([
    inspectImage(engine, image, role),
    scanImageHere(engine, image, upload),
  ]);
  return { ...facts, scan };
}

async function serve(
  stage: ContainerStage,
  { environment, model = stage.model, withoutModel = false }: ServeOptions,
): ReturnType<Stage['serve']> {
  const { home, images, bundled } = stage;
  if (withoutModel && bundled !== undefined && !(await isInImage(stage, bundled)))
    return failure(`the image has no folder ${bundled}`);
  // Where a product has no model data, SageMaker puts nothing over what its image has there.
  const folder = withoutModel ? emptyFolder(stage) : (model ?? home.modelOfImage);
  const created = await createWatched(stage, {
    role: 'serve',
    image: images.inference,
    environment: { ...stage.variables, ...environment },
    read: bundled ?? '/opt/ml/model',
    words: [
      ...(home.network ? ['--network', home.network] : ['--publish', '127.0.0.1::8080']),
      ...['--volume', `${folder}:/opt/ml/model:ro,z`],
      ...(withoutModel && bundled !== undefined ? ['--volume', `${emptyFolder(stage)}:${bundled}:ro,z`] : []),
    ],
  });
  if (!created.ok) return created;
  const started = await created.value.start();
  if (!started.ok) return started;
  const running = started.value;
  const address = await addressOf(home, created.value.id, running.address);
  return ok({
    ...running,
    ask: (question) => askServer(address, question),
    connect: () => keepConnection(address),
    converse: (talk) => converseWithServer(address, talk),
    memory: async () => residentMemory(running.pid),
  });
}

/** For any user of a container. */
function emptyFolder({ scratch }: ContainerStage): string {
  const folder = mkdtempSync(join(scratch, 'no-model-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Any container of it shows that; a server has run before. */
async function isInImage({ home, containers }: ContainerStage, folder: string): Promise<boolean> {
  const server = containers.find(({ role }) => role === 'serve');
  return server !== undefined && (await holdsFolder(home.engine.name, `${server.id}:${folder}`));
}

async function addressOf(home: ContainerHome, id: string, inNetwork: string): Promise<Address> {
  if (home.network) return { host: inNetwork, port: 8080 };
  const { output } = await askEngine(home.engine.name, ['port', id, '8080/tcp']);
  return { host: '127.0.0.1', port: Number(/:(\d+)/.exec(output)?.[1] ?? 0) };
}

/** None, but a host of a job knows its own name. */
const jobNetwork = ['--network', 'none', '--add-host', 'algo-1:127.0.0.1'];

/** A file system with room for no file. */
const fullDisk = ['--tmpfs', '/opt/ml/model:size=4k,nr_inodes=1'];

/** Job and results are copied, not mounted, so that no file here belongs to the container's root. */
async function train(stage: ContainerStage, job: Job): ReturnType<Stage['train']> {
  const { home, images, scratch } = stage;
  const engine = home.engine.name;
  const tree = mkdtempSync(join(scratch, 'train-'));
  writeJob(join(tree, 'opt/ml'), job);
  // Copies keep their modes, and these two folders belong to the image.
  for (const folder of ['', 'opt']) chmodSync(join(tree, folder), 0o755);
  const created = await createWatched(stage, {
    role: 'train',
    image: images.training ?? images.inference,
    environment: { ...stage.variables, ...jobEnvironment },
    words: [...jobNetwork, ...(job.isDiskFull ? fullDisk : [])],
  });
  if (!created.ok) return created;
  const { id, start } = created.value;
  await askEngine(engine, ['cp', `${tree}/.`, `${id}:/`]);
  const running = await start();
  if (!running.ok) return running;
  const copyOf = async (name: 'model' | 'output') => {
    const folder = join(mkdtempSync(join(scratch, 'trained-')), name);
    mkdirSync(folder);
    await askEngine(engine, ['cp', `${id}:/opt/ml/${name}/.`, folder]);
    return folder;
  };
  return ok({
    ...running.value,
    failure: async () => readFailure(await copyOf('output')),
    model: async () => readTrained(await copyOf('model')),
  });
}
