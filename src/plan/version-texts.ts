import type { ResolvedListing } from '../model/resolved-listing.ts';
import { gpuSentences } from './gpu-words.ts';

/** What the Catalog API takes of these texts (read 2026-11-29). */
export const longestUsage = 10_000;
const longestLimitations = 1000;

/** The usage instructions of a version: the words of the seller, and then what is true of every listing like it. */
export function usageTexts(listing: ResolvedListing): readonly string[] {
  const { page, buyers, inference, input, output } = listing;
  const types = `ContentType ${input[0]?.type} and Accept ${output[0]?.type}`;
  const [endpoint, transform] = [inference.realtimeInstances[0], inference.transformInstances[0]];
  return fitting(longestUsage, [
    page.usage,
    ...trainingTexts(listing),
    `Real-time: create an endpoint on ${endpoint}, and call ${callOf(listing)} with ${types}.`,
    `Batch: put files of ${input[0]?.type} into S3, and create a transform job on ${transform} ${splitWords(listing)}.`,
    ...gpuSentences(listing),
    buyers.notebook && `A notebook shows all steps: ${buyers.notebook}`,
  ]);
}

function trainingTexts({ training }: ResolvedListing): readonly string[] {
  if (!training) return [];
  const needed = training.channels.filter(({ required }) => required).map(({ name }) => name);
  const channels =
    needed.length === 0 ? '' : ` with the channel${needed.length > 1 ? 's' : ''} ${needed.join(', ')}`;
  return [
    `Training: create a training job on ${training.instances[0]}${channels}; a model is made of its result.`,
  ];
}

function callOf({ inference }: ResolvedListing): string {
  return inference.streaming ? 'InvokeEndpointWithResponseStream' : 'InvokeEndpoint';
}

function splitWords({ input, output }: ResolvedListing): string {
  const split = input[0]?.split ?? 'None';
  const assemble = output[0]?.assemble ?? 'None';
  return split === 'None'
    ? 'without a split, so that each file is one request'
    : `with SplitType ${split}${assemble === 'None' ? '' : ` and AssembleWith ${assemble}`}`;
}

/** The limits of the input: the words of the seller, and then what the manifest says. */
export function limitationTexts(listing: ResolvedListing): readonly string[] {
  const { inference, input, page } = listing;
  const types = input.map(({ type }) => type).join(', ');
  return fitting(longestLimitations, [
    page.limitations,
    `Content types: ${types}.`,
    `A request has at most ${inference.maxPayloadMB} MB and is answered within ${inference.timeoutSeconds} seconds.`,
  ]);
}

/** The first of these texts that have so many characters together, as paragraphs. */
function fitting(longest: number, texts: readonly (string | null)[]): readonly string[] {
  let room = longest;
  return texts.flatMap((text) => {
    // AWS counts characters as people do.
    const length = [...(text ?? '')].length;
    if (text === null || length > room) return [];
    room -= length + 1;
    return [text];
  });
}
