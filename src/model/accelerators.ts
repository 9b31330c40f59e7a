import type { AcceleratorFamily, Catalogue, GpuDriver } from './catalogue.ts';

/** `ml.p6e-gb200.36xlarge` is of the family `p6e-gb200`. */
export function familyOf(type: string): string {
  return type.split('.')[1] ?? '';
}

/** Types that AWS added later have a GPU too where their letter says so. */
export function hasGpu(type: string): boolean {
  return /^ml\.[gp]\d/.test(type);
}

/** Undefined for types without an accelerator, and for those that AWS added later. */
export function acceleratorOf(type: string, { accelerators }: Catalogue): AcceleratorFamily | undefined {
  return accelerators.families.find(({ family }) => family === familyOf(type));
}

/** The drivers that a service offers for a type: first the one that it has by itself, then others, the oldest first. */
export function driversFor(
  type: string,
  service: GpuDriver['service'],
  { accelerators }: Catalogue,
): readonly GpuDriver[] {
  const family = familyOf(type);
  const drivers = accelerators.drivers.filter((driver) => driver.service === service);
  return [
    ...drivers.filter(({ preset }) => preset.includes(family)),
    ...drivers.filter(({ choosable }) => choosable.includes(family)),
  ];
}

/** Whether a driver runs programs that are built for this CUDA, `12.6`. One that nobody knows yet needs a newer driver. */
export function runsCuda({ driver }: GpuDriver, cuda: string, { accelerators }: Catalogue): boolean {
  const major = Number.parseInt(cuda, 10);
  const needed = accelerators.cuda.find((release) => release.major === major)?.driver;
  return needed !== undefined && driver >= needed;
}

/** The driver that a type has to have for this CUDA: its own one if that is new enough. */
export function driverFor(
  type: string,
  service: GpuDriver['service'],
  cuda: string,
  catalogue: Catalogue,
): GpuDriver | undefined {
  return driversFor(type, service, catalogue).find((driver) => runsCuda(driver, cuda, catalogue));
}

export function isPreset({ preset }: GpuDriver, type: string): boolean {
  return preset.includes(familyOf(type));
}
