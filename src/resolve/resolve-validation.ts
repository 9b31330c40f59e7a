import type { Catalogue, ContentType } from '../model/catalogue.ts';
import { defaultMaxConcurrent, defaultMaxPayloadMB } from '../model/defaults.ts';
import { findContentType } from '../model/find-content-type.ts';
import type { Manifest, ValidationTransform } from '../model/manifest.ts';
import type { ManifestPath } from '../model/problem.ts';
import type { ResolvedGpu } from '../model/resolved-gpu.ts';
import type { ResolvedInference, ResolvedTransform, ResolvedValidation } from '../model/resolved-listing.ts';
import { type Choice, derived, given, orElse, together } from './choice.ts';
import { chooseValidationAmi } from './resolve-gpu.ts';

/** What AWS runs before it certifies the product; null when the manifest has no `validation`. */
export function resolveValidation(
  manifest: Manifest,
  catalogue: Catalogue,
  inference: ResolvedInference,
  gpu: ResolvedGpu | null,
): Choice<ResolvedValidation | null> {
  const { validation } = manifest;
  if (!validation) return given(null);
  const first = inference.transformInstances[0] ?? '';
  const instance = orElse(
    ['validation', 'instance'],
    validation.instance,
    first,
    'the first of the batch transform types',
  );
  const { amiVersion } = validation.transform;
  const ami = chooseValidationAmi(at('amiVersion'), amiVersion, instance.value, gpu, catalogue);
  return together({
    role: given(validation.role),
    instance,
    transform: resolveTransform(validation.transform, manifest, catalogue, ami),
    training: given(validation.training ?? null),
  });
}

function resolveTransform(
  transform: ValidationTransform,
  manifest: Manifest,
  catalogue: Catalogue,
  amiVersion: Choice<string | null>,
): Choice<ResolvedTransform> {
  const firstOutput = manifest.contentTypes.output[0] ?? '';
  const accept = orElse(at('accept'), transform.accept, firstOutput, 'the first output type');
  const split = chooseSplit(transform, catalogue);
  const one = 'SageMaker’s own default';
  return together({
    input: given(transform.input),
    output: given(transform.output),
    contentType: given(transform.contentType),
    accept,
    split,
    assemble: chooseAssembly(split.value, accept.value, catalogue),
    strategy: orElse(
      at('strategy'),
      transform.strategy,
      'SingleRecord' as const,
      'every container answers it',
    ),
    maxConcurrent: orElse(at('maxConcurrent'), transform.maxConcurrent, defaultMaxConcurrent, one),
    maxPayloadMB: orElse(at('maxPayloadMB'), transform.maxPayloadMB, defaultMaxPayloadMB, one),
    amiVersion,
  });
}

function chooseSplit(
  { split, contentType }: ValidationTransform,
  catalogue: Catalogue,
): Choice<ContentType['split']> {
  const fitting = findContentType(contentType, catalogue.contentTypes)?.split ?? 'None';
  return orElse(at('split'), split, fitting, `what fits ${contentType}`);
}

function chooseAssembly(
  split: ContentType['split'],
  accept: string,
  catalogue: Catalogue,
): Choice<ContentType['assemble']> {
  if (split === 'None')
    return derived(at('assemble'), 'None', 'an object that is not split comes back whole');
  const fitting = findContentType(accept, catalogue.contentTypes)?.assemble ?? 'None';
  return derived(at('assemble'), fitting, `what fits ${accept}`);
}

function at(member: string): ManifestPath {
  return ['validation', 'transform', member];
}
