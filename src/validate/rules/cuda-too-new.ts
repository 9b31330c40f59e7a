import { driverFor, driversFor, hasGpu } from '../../model/accelerators.ts';
import type { GpuDriver } from '../../model/catalogue.ts';
import { gpuBuild } from '../../model/chosen-framework.ts';
import { findContainer } from '../../model/find-container.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { adviseCuda } from '../advise-cuda.ts';
import { answeringInstances } from '../used-instances.ts';
import { writtenFramework } from '../written-framework.ts';
import type { Rule, RuleContext, Violation } from './rule.ts';

const services = { realtime: 'real-time endpoints', transform: 'batch transforms' } as const;

/** CUDA needs a driver of the machine that is new enough, and SageMaker offers some for each instance type. */
export const cudaTooNew: Rule = {
  code: 'cuda-too-new',
  check(context) {
    const cuda = gpuBuild(context.manifest, context.catalogue)?.cuda;
    if (typeof cuda !== 'string') return [];
    return (['realtime', 'transform'] as const).flatMap((service) => faultIn(service, cuda, context));
  },
};

function faultIn(service: GpuDriver['service'], cuda: string, context: RuleContext): readonly Violation[] {
  const { manifest, catalogue } = context;
  const types = answeringInstances(manifest)
    .filter(({ use, value }) => use === service && hasGpu(value))
    .map(({ value }) => value)
    .filter((type) => driversFor(type, service, catalogue).length > 0);
  const without = types.filter((type) => !driverFor(type, service, cuda, catalogue));
  if (without.length === 0) return [];
  const newest = Math.max(
    ...without.flatMap((type) => driversFor(type, service, catalogue).map(({ driver }) => driver)),
  );
  const major = Number.parseInt(cuda, 10);
  const needed = catalogue.accelerators.cuda.find((release) => release.major === major)?.driver;
  const isContainer = findContainer(manifest.base, catalogue) !== undefined;
  return [
    {
      at: isContainer ? ['base', 'tag'] : ['framework'],
      what: `the image has CUDA ${cuda}, which does not run on ${listInWords(without, 'and')} in ${services[service]}`,
      because: `it needs NVIDIA’s driver ${needed ?? 'of a newer branch'}, and SageMaker offers ${newest} at most there${service === 'transform' ? '; AWS validates a product by a batch transform' : ''}`,
      fix: adviseCuda(writtenFramework(context)?.entry, context),
    },
  ];
}
