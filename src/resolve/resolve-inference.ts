import { familyOf } from '../model/accelerators.ts';
import type { Catalogue } from '../model/catalogue.ts';
import { chosenFramework, gpuBuild } from '../model/chosen-framework.ts';
import { defaultGpuInstance, defaultRealtimeInstance, defaultTransformInstance } from '../model/defaults.ts';
import type { Batching, Language, Manifest } from '../model/manifest.ts';
import type { ModelDisk, ResolvedInference } from '../model/resolved-listing.ts';
import type { WebSocketPackage } from '../model/web-socket-package.ts';
import { type Choice, derived, given, orElse, together } from './choice.ts';

const everywhere = 'a small type that real-time and batch both offer';
const everywhereWithGpu =
  'a small type with a GPU that real-time and batch both offer, and whose own driver runs CUDA 12';

/** The server's limits and environment, and the instance types that buyers can choose. */
export function resolveInference(manifest: Manifest, catalogue: Catalogue): Choice<ResolvedInference> {
  const limits = resolveLimits(manifest, catalogue);
  const server = manifest.image === undefined ? resolveServer(manifest, catalogue) : given(serverOfSeller);
  const value = { ...limits.value, ...server.value };
  return { value, reasons: [...server.reasons, ...limits.reasons] };
}

type Limits = Pick<
  ResolvedInference,
  | 'streaming'
  | 'bidirectional'
  | 'maxPayloadMB'
  | 'timeoutSeconds'
  | 'realtimeInstances'
  | 'transformInstances'
  | 'batchVolume'
>;

type Server = Omit<ResolvedInference, keyof Limits>;

/** Nobody reads any of it: the image decides. */
const serverOfSeller: Server = {
  entry: null,
  language: 'python',
  workers: 1,
  preload: false,
  maxQueue: 0,
  metrics: false,
  batching: null,
  environment: [],
};

/** What is asked of any server. */
function resolveLimits(manifest: Manifest, catalogue: Catalogue): Choice<Limits> {
  const inference = manifest.inference ?? {};
  const hasCuda = gpuBuild(manifest, catalogue) !== undefined;
  const at = (member: string) => ['inference', member];
  const transformInstances = orElse(
    ['inference', 'instances', 'transform'],
    inference.instances?.transform,
    [hasCuda ? defaultGpuInstance : defaultTransformInstance],
    hasCuda ? everywhereWithGpu : everywhere,
  );
  return together({
    streaming: orElse(at('streaming'), inference.streaming, false, 'answers come whole unless asked for'),
    bidirectional: bidirectional(manifest, catalogue),
    maxPayloadMB: orElse(
      at('maxPayloadMB'),
      inference.maxPayloadMB,
      25,
      'the most that a real-time endpoint passes on',
    ),
    timeoutSeconds: orElse(
      at('timeoutSeconds'),
      inference.timeoutSeconds,
      60,
      'a real-time endpoint waits no longer',
    ),
    realtimeInstances: orElse(
      ['inference', 'instances', 'realtime'],
      inference.instances?.realtime,
      [hasCuda ? defaultGpuInstance : defaultRealtimeInstance],
      hasCuda ? everywhereWithGpu : everywhere,
    ),
    transformInstances,
    batchVolume: given(batchVolumeFor(transformInstances.value, catalogue)),
  });
}

function bidirectional({ inference }: Manifest, catalogue: Catalogue): Choice<WebSocketPackage | null> {
  const path = ['inference', 'bidirectional'];
  const { value, reasons } = orElse(
    path,
    inference?.bidirectional,
    false,
    'no conversations unless asked for',
  );
  return { value: value ? catalogue.nodePackages.webSocket : null, reasons };
}

/** Our own server. */
function resolveServer(manifest: Manifest, catalogue: Catalogue): Choice<Server> {
  const inference = manifest.inference ?? {};
  const at = (member: string) => ['inference', member];
  return together({
    entry: given(inference.entry ?? null),
    language: resolveLanguage(manifest, catalogue),
    workers: resolveWorkers(manifest, catalogue),
    preload: orElse(at('preload'), inference.preload, false, 'each worker loads the model unless asked for'),
    maxQueue: orElse(at('maxQueue'), inference.maxQueue, 512, 'room for a burst, without unbounded memory'),
    metrics: orElse(at('metrics'), inference.metrics, true, 'SageMaker reads them from new endpoints'),
    batching: resolveBatching(manifest, catalogue),
    environment: given(Object.entries(inference.environment ?? {})),
  });
}

function batchVolumeFor(types: readonly string[], { accelerators }: Catalogue): ModelDisk {
  const { gigabytes, ownDisk } = accelerators.batchVolume;
  return { gigabytes, types: types.filter((type) => !ownDisk.includes(familyOf(type))) };
}

function resolveLanguage(manifest: Manifest, catalogue: Catalogue): Choice<Language | null> {
  const family = chosenFramework(manifest, catalogue)?.family;
  if (family === 'server') return given(null);
  const [value, because] =
    family === 'node'
      ? (['typescript', 'the framework runs in Node.js'] as const)
      : (['python', 'the framework runs in Python'] as const);
  return orElse<Language>(['inference', 'language'], manifest.inference?.language, value, because);
}

function resolveBatching(manifest: Manifest, catalogue: Catalogue): Choice<Batching | null> {
  const written = manifest.inference?.batching;
  const at = ['inference', 'batching'];
  if (written === 'off') return given(null);
  // A script gets whole bodies, so there are no records to combine.
  if (manifest.inference?.entry !== undefined) return given(null);
  const preset = chosenFramework(manifest, catalogue)?.batching;
  if (!preset) return orElse(at, written, null, 'off unless asked for');
  const { maxSize, maxDelayMs, because } = preset;
  return orElse(at, written, { maxSize, maxDelayMs }, because);
}

const atOnce = {
  path: ['inference', 'workers'],
  value: 'all',
  because: 'your program gets each call as soon as it comes',
};

function resolveWorkers(manifest: Manifest, catalogue: Catalogue): Choice<'per-cpu' | number> {
  const written = manifest.inference?.workers;
  if (typeof written === 'number') return given(written);
  const { workers, family } = chosenFramework(manifest, catalogue) ?? {};
  if (family === 'server') return { value: 'per-cpu', reasons: [atOnce] };
  const path = ['inference', 'workers'];
  if (gpuBuild(manifest, catalogue))
    return derived(path, 1, 'each worker would hold a copy of the model in the memory of the GPU');
  const value = workers?.auto === 'per-cpu' ? 'per-cpu' : 1;
  return orElse(path, undefined, value, workers?.because ?? 'one process holds the model');
}
