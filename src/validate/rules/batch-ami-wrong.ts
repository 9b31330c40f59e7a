import { driversFor, hasGpu, runsCuda } from '../../model/accelerators.ts';
import type { GpuDriver } from '../../model/catalogue.ts';
import { gpuBuild } from '../../model/chosen-framework.ts';
import { listInWords, valueInWords } from '../../problem/phrasing.ts';
import { validationInstance } from '../used-instances.ts';
import type { Rule, RuleContext, Violation } from './rule.ts';

/** The image of the machine decides its driver; it must be one of batch transforms, for the type, and run the CUDA. */
export const batchAmiWrong: Rule = {
  code: 'batch-ami-wrong',
  check(context) {
    const ami = context.manifest.validation?.transform?.amiVersion;
    const type = validationInstance(context.manifest, context.catalogue);
    if (ami === undefined || type === undefined) return [];
    const fault = faultOf(ami, type, context);
    return fault ? [{ at: ['validation', 'transform', 'amiVersion'], ...fault }] : [];
  },
};

function faultOf(
  ami: string,
  type: string,
  { manifest, catalogue }: RuleContext,
): Omit<Violation, 'at'> | undefined {
  const { drivers } = catalogue.accelerators;
  const shown = `\`validation.transform.amiVersion\` is ${valueInWords(ami)}`;
  if (!hasGpu(type))
    return {
      what: `${shown}, and AWS validates on ${type}, which has no GPU`,
      because: 'the images of machines that can be chosen differ in the driver of the GPU',
      fix: 'remove it, or write a `validation.instance` with a GPU',
    };
  const cuda = gpuBuild(manifest, catalogue)?.cuda;
  const fitting = driversFor(type, 'transform', catalogue).filter(
    (driver) => typeof cuda !== 'string' || runsCuda(driver, cuda, catalogue),
  );
  const fix = fixWith(fitting);
  const named = drivers.find(({ amis }) => amis.includes(ami));
  if (!named)
    return {
      severity: 'warning',
      what: `${shown}, which is not among the images that AWS names for batch transforms`,
      because: 'AWS adds images, and refuses one that it does not have only when it validates',
      fix,
    };
  if (named.service !== 'transform')
    return { what: `${shown}, an image for endpoints, and AWS validates by a batch transform`, fix };
  if (fitting.includes(named)) return undefined;
  if (driversFor(type, 'transform', catalogue).includes(named))
    return { what: `${shown}, whose driver ${named.driver} does not run CUDA ${cuda}`, fix };
  return { what: `${shown}, which AWS does not offer for ${type}`, fix };
}

function fixWith(fitting: readonly GpuDriver[]): string {
  const amis = fitting.flatMap(({ amis: [ami] }) => ami ?? []);
  return amis.length === 0 ? 'remove it' : `write ${listInWords(amis)}, or remove it`;
}
