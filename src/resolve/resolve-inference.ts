import type { Catalogue } from '../model/catalogue.ts';
import { defaultRealtimeInstance, defaultTransformInstance } from '../model/defaults.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ResolvedInference } from '../model/resolved-listing.ts';
import { type Choice, given, orElse, together } from './choice.ts';

const everywhere = 'a small type that real-time and batch both offer';

/** The limits of the server, its environment, and the instance types that buyers may choose. */
export function resolveInference(manifest: Manifest, catalogue: Catalogue): Choice<ResolvedInference> {
  const inference = manifest.inference ?? {};
  const at = (member: string) => ['inference', member];
  return together({
    workers: resolveWorkers(manifest, catalogue),
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
    maxQueue: orElse(at('maxQueue'), inference.maxQueue, 512, 'room for a burst, without unbounded memory'),
    batching: orElse(at('batching'), inference.batching ?? undefined, null, 'off unless asked for'),
    environment: given(Object.entries(inference.environment ?? {})),
    realtimeInstances: orElse(
      ['inference', 'instances', 'realtime'],
      inference.instances?.realtime,
      [defaultRealtimeInstance],
      everywhere,
    ),
    transformInstances: orElse(
      ['inference', 'instances', 'transform'],
      inference.instances?.transform,
      [defaultTransformInstance],
      everywhere,
    ),
  });
}

function resolveWorkers(manifest: Manifest, catalogue: Catalogue): Choice<'per-cpu' | number> {
  const written = manifest.inference?.workers;
  if (typeof written === 'number') return given(written);
  const name = typeof manifest.framework === 'string' ? manifest.framework : manifest.framework.name;
  const workers = catalogue.frameworks.find((framework) => framework.name === name)?.workers;
  const value = workers?.auto === 'per-cpu' ? 'per-cpu' : 1;
  return orElse(
    ['inference', 'workers'],
    undefined,
    value,
    workers?.because ?? 'one process holds the model',
  );
}
