import type { Catalogue, ContentType } from '../model/catalogue.ts';
import { defaultMaxConcurrent, defaultMaxPayloadMB } from '../model/defaults.ts';
import { findContentType } from '../model/find-content-type.ts';
import type { Manifest, ValidationTransform } from '../model/manifest.ts';
import type { ResolvedInference, ResolvedTransform, ResolvedValidation } from '../model/resolved-listing.ts';
import { type Choice, given, orElse, together } from './choice.ts';

/** What AWS runs before certifying; null while the manifest does not say where its test data lies. */
export function resolveValidation(
  manifest: Manifest,
  catalogue: Catalogue,
  inference: ResolvedInference,
): Choice<ResolvedValidation | null> {
  const { validation } = manifest;
  if (!validation) return given(null);
  const first = inference.transformInstances[0] ?? '';
  return together({
    role: given(validation.role),
    instance: orElse(
      ['validation', 'instance'],
      validation.instance,
      first,
      'the first of the batch transform types',
    ),
    transform: resolveTransform(validation.transform, manifest, catalogue),
    training: given(validation.training ?? null),
  });
}

function resolveTransform(
  transform: ValidationTransform,
  manifest: Manifest,
  catalogue: Catalogue,
): Choice<ResolvedTransform> {
  const at = (member: string) => ['validation', 'transform', member];
  const fitting = (type: string) => findContentType(type, catalogue.contentTypes);
  const accept = orElse(
    at('accept'),
    transform.accept,
    manifest.contentTypes.output[0] ?? '',
    'the first output type',
  );
  const split = orElse<ContentType['split']>(
    at('split'),
    transform.split,
    fitting(transform.contentType)?.split ?? 'None',
    `what fits ${transform.contentType}`,
  );
  const splits = split.value !== 'None';
  return together({
    input: given(transform.input),
    output: given(transform.output),
    contentType: given(transform.contentType),
    accept,
    split,
    assemble: orElse<ContentType['assemble']>(
      at('assemble'),
      undefined,
      splits ? (fitting(accept.value)?.assemble ?? 'None') : 'None',
      splits ? `what fits ${accept.value}` : 'an object that is not split comes back whole',
    ),
    strategy: orElse(
      at('strategy'),
      transform.strategy,
      'SingleRecord' as const,
      'the simplest that every container answers',
    ),
    maxConcurrent: orElse(
      at('maxConcurrent'),
      transform.maxConcurrent,
      defaultMaxConcurrent,
      'SageMaker’s own default',
    ),
    maxPayloadMB: orElse(
      at('maxPayloadMB'),
      transform.maxPayloadMB,
      defaultMaxPayloadMB,
      'SageMaker’s own default',
    ),
  });
}
