import type { Manifest } from '../model/manifest.ts';
import type { ResolvedBuyers, ResolvedPage } from '../model/resolved-page.ts';
import { type Choice, derived, given, together } from './choice.ts';

/** The limit of AWS Marketplace, which is a little lower than SageMaker's of a description. */
const longestShortDescription = 1000;

/** What buyers read; a text that only the seller knows has no default. */
export function resolvePage({ page = {}, product }: Manifest): Choice<ResolvedPage> {
  const text = (value: string | undefined) => given(value ?? null);
  return together({
    shortDescription: resolveShortDescription(page.shortDescription, product.description),
    longDescription: text(page.longDescription),
    highlights: given(page.highlights ?? []),
    categories: given(page.categories ?? []),
    keywords: given(page.keywords ?? []),
    logo: text(page.logo),
    video: text(page.video),
    links: given(page.links ?? []),
    sku: given(page.sku ?? product.name),
    support: text(page.support),
    refundPolicy: text(page.refundPolicy),
    eula: text(page.eula),
    releaseNotes: text(page.releaseNotes),
    usage: text(page.usage),
    limitations: text(page.limitations),
    medical: given(page.medical ?? null),
  });
}

function resolveShortDescription(
  written: string | undefined,
  description: string | undefined,
): Choice<string | null> {
  if (written !== undefined) return given(written);
  if (description === undefined || description === '') return given(null);
  if ([...description].length > longestShortDescription) return given(null);
  return derived(['page', 'shortDescription'], description, 'the description of the product');
}

export function resolveBuyers({ buyers = {} }: Manifest): Choice<ResolvedBuyers> {
  return given({ repository: buyers.repository ?? null, notebook: buyers.notebook ?? null });
}
