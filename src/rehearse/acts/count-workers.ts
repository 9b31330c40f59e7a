import type { Scene } from '../check.ts';
import type { Materials, ServingType } from '../materials.ts';
import { callTimes, invocation } from '../questions.ts';
import { wholeSamples } from '../samples.ts';
import type { Server } from '../stage.ts';

/** Calls before the memory is read, because some models load with their first call. */
const calls = 16;

/** The variable by which SageMaker sets how many workers a server starts. */
export function workersVariable(count: number): Readonly<Record<string, string>> {
  return { SAGEMAKER_MODEL_SERVER_WORKERS: String(count) };
}

/** The declared types, with as many workers as start on each. */
export function workersOnTypes({
  listing,
  servingTypes,
}: Pick<Materials, 'listing' | 'servingTypes'>): readonly (ServingType & { readonly workers: number })[] {
  const { workers } = listing.inference;
  return servingTypes.map((type) => ({
    ...type,
    workers: workers === 'per-cpu' ? type.processors : workers,
  }));
}

/** The memory of a server that has answered some calls. */
export async function memoryInUse(
  server: Server,
  scene: Materials & Pick<Scene, 'limits'>,
): Promise<number | undefined> {
  const [sample] = wholeSamples(scene);
  if (sample) await callTimes({ server }, invocation(scene, sample), { times: calls, callers: 2 });
  return server.memory();
}
