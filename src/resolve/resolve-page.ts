import type { Manifest } from '../model/manifest.ts';
import { longestShortDescription } from '../model/missing-for-publish.ts';
import type { CustomAttribute } from '../model/product-page.ts';
import type { ResolvedBuyers, ResolvedPage } from '../model/resolved-page.ts';
import { type Choice, derived, given, together } from './choice.ts';

/**
 * What buyers read; a text that only the seller knows has no default. AWS Marketplace refuses blanks around a text, and
 * YAML puts a line end behind one of several lines.
 */
export function resolvePage({ page = {}, product }: Manifest): Choice<ResolvedPage> {
  const lines = (values: readonly string[] = []) => given(values.map((value) => value.trim()));
  const text = (value: string | undefined) => given(value?.trim() ?? null);
  return together({
    shortDescription: resolveShortDescription(page.shortDescription, product.description),
    longDescription: text(page.longDescription),
    highlights: lines(page.highlights),
    categories: lines(page.categories),
    keywords: lines(page.keywords),
    logo: text(page.logo),
    video: text(page.video),
    links: given((page.links ?? []).map(({ text, url }) => ({ text: text.trim(), url }))),
    sku: given(page.sku?.trim() ?? product.name),
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
  if (written !== undefined) return given(written.trim());
  const text = description?.trim() ?? '';
  if (text === '' || [...text].length > longestShortDescription) return given(null);
  return derived(['page', 'shortDescription'], text, 'the description of the product');
}

export function resolveCustomAttributes({
  customAttributes = [],
}: Manifest): Choice<readonly CustomAttribute[]> {
  return given(customAttributes.map(({ name, description }) => ({ name, description: description.trim() })));
}

export function resolveBuyers({ buyers = {} }: Manifest): Choice<ResolvedBuyers> {
  return given({ repository: buyers.repository ?? null, notebook: buyers.notebook ?? null });
}
