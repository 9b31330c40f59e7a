import type { Catalogue } from '../model/catalogue.ts';
import { defaultRelease } from '../model/defaults.ts';
import type { Manifest } from '../model/manifest.ts';
import { missingForPublish } from '../model/missing-for-publish.ts';
import { titleFrom } from '../model/product-name.ts';
import type { ResolvedArtifacts, ResolvedListing } from '../model/resolved-listing.ts';
import { type Choice, derived, given, orElse, together } from './choice.ts';
import { resolveBase } from './resolve-base.ts';
import { resolveContentTypes, wholeBodies } from './resolve-content-types.ts';
import { resolveFields } from './resolve-fields.ts';
import { resolveFramework } from './resolve-framework.ts';
import { resolveGpu } from './resolve-gpu.ts';
import { resolveInference } from './resolve-inference.ts';
import { resolveBuyers, resolveCustomAttributes, resolvePage } from './resolve-page.ts';
import { resolvePricing } from './resolve-pricing.ts';
import { resolveServer } from './resolve-server.ts';
import { resolveTraining } from './resolve-training.ts';
import { resolveImages, resolveUpload } from './resolve-upload.ts';
import { resolveValidation } from './resolve-validation.ts';

/**
 * Completes a valid manifest from the catalogue, without guessing: every value that the manifest does not give has a
 * reason. Cannot fail on a validated manifest.
 */
export function resolveListing(manifest: Manifest, catalogue: Catalogue): Choice<ResolvedListing> {
  const { product } = manifest;
  const training = resolveTraining(manifest, catalogue);
  const title = resolveTitle(manifest);
  const first = 'the first release of a listing';
  const release = orElse(['product', 'release'], product.release, defaultRelease, first);
  const upload = resolveUpload(manifest, training.value);
  const inference = resolveInference(manifest, catalogue);
  const types = inference.value.streaming ? wholeBodies(catalogue) : catalogue;
  const gpu = resolveGpu(manifest, catalogue, inference.value);
  return together({
    productType: given(product.type),
    name: given(product.name),
    release,
    title,
    description: orElse(['product', 'description'], product.description, title.value, 'the title'),
    framework: resolveFramework(manifest, catalogue),
    gpu,
    server: resolveServer(manifest),
    base: resolveBase(manifest, catalogue, upload.value.region),
    input: resolveContentTypes(['contentTypes', 'input'], manifest.contentTypes.input, types),
    output: resolveContentTypes(['contentTypes', 'output'], manifest.contentTypes.output, types),
    fields: resolveFields(manifest),
    artifacts: resolveArtifacts(manifest, release.value),
    include: given(manifest.image === undefined ? (manifest.include ?? []) : []),
    inference,
    training,
    images: resolveImages(manifest, {
      upload: upload.value,
      release: release.value,
      training: training.value,
    }),
    upload,
    validation: resolveValidation(manifest, types, inference.value, gpu.value),
    page: resolvePage(manifest),
    customAttributes: resolveCustomAttributes(manifest),
    buyers: resolveBuyers(manifest),
    pricing: given(resolvePricing(manifest, inference.value, training.value)),
    missing: given(missingForPublish(manifest, catalogue)),
    keep: given(manifest.regenerate?.keep ?? []),
  });
}

function resolveTitle({ product }: Manifest): Choice<string> {
  const { name, title } = product;
  return orElse(['product', 'title'], title, titleFrom(name), 'the name, written as words');
}

function resolveArtifacts(
  { artifacts, product, image }: Manifest,
  release: string,
): Choice<ResolvedArtifacts> {
  if (image !== undefined && artifacts?.mode !== 's3' && product.type === 'model-package')
    return {
      ...derived(['artifacts'], 'in the image', 'an image of your own brings its model'),
      value: { mode: 'in-image' },
    };
  if (!artifacts)
    return {
      ...derived(['artifacts'], 'training job', 'a buyer’s own training job makes the model of an algorithm'),
      value: { mode: 'training-job' },
    };
  const { path, s3Uri = '' } = artifacts;
  if (artifacts.mode !== 's3') return given({ mode: 'bundled', path });
  return given({ mode: 's3', path, s3Uri: s3Uri.replaceAll('{release}', release) });
}
