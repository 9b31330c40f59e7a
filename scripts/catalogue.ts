// `npm run catalogue`: writes the instance types of `schema/catalogue/`, as the installed SDK's model of SageMaker has
// them, and prints which packages of its frameworks have newer releases.
import { readFileSync, writeFileSync } from 'node:fs';
import {
  ProductionVariantInstanceType,
  TrainingInstanceType,
  TransformInstanceType,
} from '@aws-sdk/client-sagemaker';
import type { InstanceTypes } from '../src/model/catalogue.ts';
import { newerPackages, pinnedPackages } from './newer-packages.ts';

const file = new URL('../schema/catalogue/instance-types.json', import.meta.url);
const frameworksFile = new URL('../schema/catalogue/frameworks.json', import.meta.url);

/** The catalogue's text with the types of this model. Its day changes only when its types do. */
export function withModelTypes(text: string, today: string): string {
  const { instanceTypes, ...rest } = JSON.parse(text) as { readonly instanceTypes: InstanceTypes };
  const current = {
    training: bySize(TrainingInstanceType),
    transform: bySize(TransformInstanceType),
    realtime: bySize(ProductionVariantInstanceType),
    source: `service model of SageMaker in @aws-sdk/client-sagemaker ${sdkVersion()}: TrainingInstanceType, TransformInstanceType, ProductionVariantInstanceType`,
  };
  const updated = { ...instanceTypes, ...current };
  const isSame = JSON.stringify(updated) === JSON.stringify(instanceTypes);
  const checked = isSame ? instanceTypes.checked : today;
  const printed = JSON.stringify({ ...rest, instanceTypes: { ...updated, checked } }, null, 2);
  return `${printed.replace(oneMachine, '{ "processors": $1, "memoryMiB": $2 }')}\n`;
}

const oneMachine = /\{\s+"processors": (\d+),\s+"memoryMiB": (\d+)\s+\}/g;

/** By family, and the smallest of each first. */
function bySize(types: Readonly<Record<string, string>>): readonly string[] {
  const partsOf = (type: string) => [type.slice(0, type.lastIndexOf('.')), sizeOf(type)] as const;
  return Object.values(types).sort((a, b) => {
    const [family, size] = partsOf(a);
    const [otherFamily, otherSize] = partsOf(b);
    return family === otherFamily ? size - otherSize : family < otherFamily ? -1 : 1;
  });
}

/** `large` is half of an `xlarge`, `metal` the whole machine. */
function sizeOf(type: string): number {
  const [, times, isExtraLarge] = /\.(\d*)(xlarge)$/.exec(type) ?? [];
  if (isExtraLarge) return Number(times || 1);
  return type.endsWith('.large') ? 0.5 : type.endsWith('.medium') ? 0.25 : Number.POSITIVE_INFINITY;
}

function sdkVersion(): string {
  const manifest = new URL('../node_modules/@aws-sdk/client-sagemaker/package.json', import.meta.url);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
}

if (import.meta.main) {
  const text = withModelTypes(readFileSync(file, 'utf8'), new Date().toISOString().slice(0, 10));
  writeFileSync(file, text);
  const { frameworks } = JSON.parse(readFileSync(frameworksFile, 'utf8'));
  for (const line of await newerPackages(pinnedPackages(frameworks))) console.log(line);
}
