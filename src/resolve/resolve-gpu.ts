import { acceleratorOf, driverFor, driversFor, hasGpu, isPreset } from '../model/accelerators.ts';
import type { Catalogue, GpuDriver } from '../model/catalogue.ts';
import { chosenFramework, gpuBuild } from '../model/chosen-framework.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ManifestPath } from '../model/problem.ts';
import type { GpuMachine, ResolvedGpu } from '../model/resolved-gpu.ts';
import type { ResolvedInference } from '../model/resolved-listing.ts';
import { type Choice, derived, each, given, orElse, together } from './choice.ts';

/** What an image with CUDA needs of its machines; null for one that only uses processors. */
export function resolveGpu(
  manifest: Manifest,
  catalogue: Catalogue,
  { realtimeInstances, transformInstances }: ResolvedInference,
): Choice<ResolvedGpu | null> {
  const build = gpuBuild(manifest, catalogue);
  if (!build) return given(null);
  const fromPackages = build.from === 'packages';
  const version = chosenFramework(manifest, catalogue)?.versions[0];
  const machines = (service: GpuDriver['service'], types: readonly string[]) =>
    each(
      types.map((type, index) => {
        const path = ['inference', 'instances', service, index, 'amiVersion'];
        return chooseMachine(path, service, type, build.cuda, catalogue);
      }),
    );
  return together({
    cuda: chooseCuda(build.cuda, fromPackages),
    isRequired: orElse(
      ['inference', 'requireGpu'],
      manifest.inference?.requireGpu,
      true,
      'a container without a GPU answers slowly, and buyers pay for one',
    ),
    downloadMB: tellDownload(fromPackages ? (version?.downloadMB ?? null) : null),
    realtime: machines('realtime', realtimeInstances),
    transform: machines('transform', transformInstances),
  });
}

function chooseCuda(cuda: string | null, fromPackages: boolean): Choice<string | null> {
  if (cuda === null) return given(null);
  return derived(
    ['framework', 'cuda'],
    cuda,
    fromPackages
      ? 'the newest that drivers of batch transforms run, by which AWS validates'
      : 'the tag of the Deep Learning Container says it',
  );
}

function tellDownload(megabytes: number | null): Choice<number | null> {
  if (megabytes === null) return given(null);
  const told = derived(
    ['framework', 'download'],
    `about ${megabytes} MB`,
    'the image becomes larger than that',
  );
  return { value: megabytes, reasons: told.reasons };
}

function chooseMachine(
  path: ManifestPath,
  service: GpuDriver['service'],
  type: string,
  cuda: string | null,
  catalogue: Catalogue,
): Choice<GpuMachine> {
  const driver = cuda === null ? undefined : driverFor(type, service, cuda, catalogue);
  const ami = amiOf(path, driver, type, cuda, catalogue);
  const { memoryMiB = null } = acceleratorOf(type, catalogue) ?? {};
  return { value: { type, memoryMiB, driver: driver?.driver ?? null, ami: ami.value }, reasons: ami.reasons };
}

/** The image of the machine that validates; null where its own driver will do, or where nobody knows. */
export function chooseValidationAmi(
  path: ManifestPath,
  written: string | undefined,
  type: string,
  gpu: ResolvedGpu | null,
  catalogue: Catalogue,
): Choice<string | null> {
  if (written !== undefined) return given(written);
  if (typeof gpu?.cuda !== 'string' || !hasGpu(type)) return given(null);
  const driver = driverFor(type, 'transform', gpu.cuda, catalogue);
  return amiOf(path, driver, type, gpu.cuda, catalogue);
}

function amiOf(
  path: ManifestPath,
  driver: GpuDriver | undefined,
  type: string,
  cuda: string | null,
  catalogue: Catalogue,
): Choice<string | null> {
  if (!driver) return given(null);
  if (isPreset(driver, type))
    return derived(path, null, `driver ${driver.driver}, which ${type} has by itself, runs CUDA ${cuda}`);
  const [preset] = driversFor(type, driver.service, catalogue);
  return derived(
    path,
    driver.amis[0] ?? null,
    `${type} has driver ${preset?.driver} by itself, and CUDA ${cuda} needs a newer one: this has ${driver.driver}`,
  );
}
