import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { modelPlace } from '../../model/model-place.ts';
import { isOwnImage } from '../../model/own-image.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { failure, type Result } from '../../model/result.ts';
import type { Stage } from '../../rehearse/stage.ts';
import type { Role } from '../../rehearse/traces.ts';
import { type ContainerEngine, imageField, lookForEngine } from '../engine/container-engine.ts';
import { Refusal } from '../refusal.ts';
import type { Cleanup } from './cleanup.ts';
import { openHome } from './container-network.ts';
import { containerStage } from './container-stage.ts';
import { gpuHere } from './gpu-here.ts';
import { type InstanceLimits, instanceLimits, readMachine } from './instance-limits.ts';
import { modelFolder } from './load-materials.ts';
import { buildVariables } from './passed-variables.ts';
import { processStage } from './process-stage.ts';
import { runProcess } from './running-process.ts';
import { placeWithoutModel, stagePrograms } from './staged-programs.ts';

export interface StageRequest {
  readonly listing: ResolvedListing;
  readonly folder: string;
  readonly withoutEngine: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly scratch: string;
  readonly cleanup: Cleanup;
  readonly say: (line: string) => void;
}

export interface ChosenStage {
  readonly stage: Stage;
  /** How the listing is run, for people. */
  readonly ranAs: string;
}

/** In containers where an engine answers, building a missing image; otherwise as processes. */
export async function chooseStage(request: StageRequest): Promise<ChosenStage> {
  const { listing, folder, scratch, cleanup, withoutEngine } = request;
  const model = modelFolder(listing, folder);
  const { artifacts } = listing;
  const found = withoutEngine ? failure('as was asked for') : await answeringEngine();
  const gpu = gpuHere(listing, found.ok && found.value.isPodman);
  const variables = { ...gpu.variables, ...request.variables };
  if (!found.ok) {
    if (isOwnImage(listing))
      throw new Refusal(
        `${found.reason}, which runs ${listing.images.inference}`,
        'start one, or install Docker',
      );
    const programs = stagePrograms(listing, folder, scratch);
    const bundled = artifacts.mode === 'bundled' && {
      path: artifacts.path,
      placeAlone: (place: string) => placeWithoutModel(listing, artifacts.path, { folder, place }),
    };
    const stage = processStage({
      ...{ folder, programs, scratch, model, cleanup, variables },
      bundled: bundled || undefined,
    });
    const where =
      programs.serve === folder ? ', in its own folder since the Dockerfile is not the generated one' : '';
    return {
      stage,
      ranAs: `as programs on this machine (${found.reason})${where}: what only an image shows is not seen${gpu.told}`,
    };
  }
  const engine = found.value;
  const age = isOwnImage(listing) ? await findOwn(engine, listing) : await buildMissing(engine, request);
  const home = await openHome(engine, scratch, cleanup);
  const machine = await readMachine(engine);
  const limits = {
    serve: withWords(instanceLimits(listing, 'serve', machine), gpu.words),
    train: withWords(instanceLimits(listing, 'train', machine), gpu.words),
  };
  const bundled = artifacts.mode === 'bundled' ? modelPlace(artifacts) : undefined;
  const { upload, images } = listing;
  const stage = containerStage({ home, images, upload, scratch, model, bundled, limits, variables });
  const network = home.network
    ? 'without a way out'
    : 'with a way out, since here no container is reached in a network without one';
  return {
    stage,
    ranAs: `in containers of ${engine.name}, ${network}, ${limitWords(listing, limits)}${gpu.told}${age}`,
  };
}

function withWords(limits: InstanceLimits, words: readonly string[]): InstanceLimits {
  return { ...limits, words: [...limits.words, ...words] };
}

/** Printed once where both roles have the same limits. */
function limitWords(
  { training }: ResolvedListing,
  { serve, train }: Readonly<Record<Role, InstanceLimits>>,
): string {
  if (!training || serve.told === train.told) return serve.told;
  return `serving ${serve.told}, training ${train.told}`;
}

/** Nothing here could build it. */
async function findOwn(engine: ContainerEngine, { images }: ResolvedListing): Promise<''> {
  for (const image of new Set([images.inference, images.training ?? images.inference]))
    if ((await createdAt(engine, image)) === undefined)
      throw new Refusal(
        `there is no image ${image} here`,
        `build it, or pull it:  ${engine.name} pull ${image}`,
      );
  return '';
}

async function answeringEngine(): Promise<Result<ContainerEngine>> {
  const found = await lookForEngine();
  if (found.ok) return found;
  const { name, isAbsent } = found.reason;
  return failure(isAbsent ? `there is no ${name}` : `${name} does not answer`);
}

/** Builds missing images. Returns a note where an image is older than its sources. */
async function buildMissing(engine: ContainerEngine, request: StageRequest): Promise<string> {
  const { listing, folder } = request;
  const { inference, training } = listing.images;
  const images = [inference, ...(training ? [training] : [])];
  const made = await Promise.all(images.map((image) => createdAt(engine, image)));
  const times = made.flatMap((time) => (time === undefined ? [] : [time]));
  if (times.length < images.length) {
    await build(request);
    return '';
  }
  const newer = newerFile(folder, Math.min(...times));
  return newer ? `; the image is older than ${newer}: scripts/build.sh builds it again` : '';
}

async function createdAt(engine: ContainerEngine, image: string): Promise<number | undefined> {
  const { isDone, output } = await imageField(engine, image, '{{json .Created}}');
  return isDone ? Date.parse(String(JSON.parse(output))) : undefined;
}

async function build({ listing, folder, say, cleanup }: StageRequest): Promise<void> {
  const script = join(folder, 'scripts/build.sh');
  if (!existsSync(script))
    throw new Refusal(
      'there is no image, and no scripts/build.sh to make one',
      'generate the listing, or name an image with  --image',
    );
  say('there is no image yet; building it');
  const environment = buildVariables(listing);
  const building = await runProcess({ program: script, folder, environment }, cleanup);
  if (!building.ok) throw new Refusal(building.reason, 'run  chmod +x scripts/build.sh');
  if ((await building.value.ended(aDay))?.code !== 0)
    throw new Refusal(
      'scripts/build.sh fails',
      'run it, and fix what it reports; or rehearse with --no-engine',
      (await building.value.log()).join('\n').slice(-600),
    );
}

const aDay = 86_400_000;

/** The seller's files that go into an image. */
const sources = [
  'marketplace.yaml',
  'Dockerfile',
  'Dockerfile.training',
  'src',
  'python',
  'web_app_serve.py',
];

function newerFile(folder: string, time: number): string | undefined {
  const names = sources.flatMap((name) => {
    const path = join(folder, name);
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [name];
    return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((inside) => `${name}/${inside}`);
  });
  return names.sort().find((name) => statSync(join(folder, name)).mtimeMs > time);
}
