import type { ResolvedContentType, ResolvedField, ResolvedListing } from '../../model/resolved-listing.ts';
import { medicalWords } from '../medical-words.ts';
import { longestUsage, usageTexts } from '../version-texts.ts';
import { cutTo } from './cut-to.ts';

/** The Catalog API's limits (read 2026-11-29). */
const longestOverview = 5000;
const longestDescription = 10_000;

/** The long description. Of a medical product it must say whether it may be used for diagnosis. */
export function overview({ page }: ResolvedListing): string {
  const text = page.longDescription ?? '';
  if (page.medical === null) return text;
  const whole = `${text}\n\n${medicalWords[page.medical]}`;
  return [...whole].length <= longestOverview ? whole : text;
}

/** Says it here where the long description has no room. */
export function usageWords(listing: ResolvedListing): string {
  const { medical } = listing.page;
  const usage = usageTexts(listing).join('\n');
  if (medical === null || overview(listing).endsWith(medicalWords[medical])) return usage;
  return cutTo(longestUsage, `${medicalWords[medical]}\n${usage}`);
}

export function inputWords({ input, fields }: ResolvedListing): string {
  return described('A request is', 'One record has the fields', input, fields.input);
}

export function outputWords({ output, fields }: ResolvedListing): string {
  return described('An answer is', 'One prediction has the fields', output, fields.output);
}

function described(
  body: string,
  record: string,
  types: readonly ResolvedContentType[],
  fields: readonly ResolvedField[],
): string {
  const kinds = `${body} ${types.map(({ type }) => type).join(', ')}.`;
  if (fields.length === 0) return cutTo(longestDescription, kinds);
  const names = fields.map(({ name, type }) => `${name} (${type})`).join(', ');
  return cutTo(longestDescription, `${kinds} ${record} ${names}.`);
}
