import { fileNameIn } from '../model/answer-name.ts';
import { buyerFolders, channelFolder, notebookName } from '../model/buyer-data.ts';
import type { View, ViewValue } from '../model/file-plan.ts';
import type { ResolvedField, ResolvedListing, ResolvedTraining } from '../model/resolved-listing.ts';
import { fieldWords } from './field-views.ts';
import { gpuSentences } from './gpu-words.ts';
import { hyperparameterView } from './product-page-view.ts';
import { sampleFor } from './sample-for.ts';
import { limitationTexts } from './version-texts.ts';

/** The values of the guide in the repository for buyers. */
export function publicReadmeView(listing: ResolvedListing): View {
  const { input, output, inference, productType, training, page, buyers, customAttributes } = listing;
  const folders = buyerFolders(productType);
  return {
    ...aboutProduct(listing),
    ...fieldTables(listing),
    notebook: notebookName(listing),
    inputFolder: folders.input,
    outputFolder: folders.output,
    input: input.map((type) => ({
      type: type.type,
      sample: `${folders.input}/real-time/${fileNameIn(sampleFor(type).path)}`,
    })),
    output: output.map(({ type }) => type),
    streaming: inference.streaming,
    realtimeInstance: inference.realtimeInstances[0] ?? '',
    transformInstance: inference.transformInstances[0] ?? '',
    trainingInstance: training?.instances[0] ?? null,
    channels: training ? channelViews(training) : [],
    gpu: gpuSentences(listing),
    repository: buyers.repository,
    usage: page.usage,
    limitations: limitationTexts(listing),
    support: page.support,
    links: page.links.map(({ text, url }) => ({ text, url: percentEncoded(url) })),
    attributes: customAttributes.map(({ name, description }) => ({ name, description })),
  };
}

/** What every text for buyers begins with. */
export function aboutProduct({ title, description, productType, page }: ResolvedListing): View {
  return {
    title,
    description,
    overview: page.longDescription,
    isAlgorithm: productType === 'algorithm',
    search: `https://aws.amazon.com/marketplace/search/results?searchTerms=${percentEncoded(encodeURIComponent(title))}`,
  };
}

/** An address for Markdown, where these signs mean something else. */
function percentEncoded(address: string): string {
  return address.replace(/[()<>[\]'"`*!~\s\\]/g, (sign) =>
    encodeURIComponent(sign).replace(/^[^%]$/, percent),
  );
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

export function fieldTables({ fields }: ResolvedListing): View {
  return { inputFields: fields.input.map(fieldView), outputFields: fields.output.map(fieldView) };
}

function fieldView(field: ResolvedField): ViewValue {
  const { name, type, values, required, default: preset, example } = field;
  return {
    name,
    type,
    words: fieldWords(field),
    values: values.map(String),
    needed: required ? 'yes' : preset === null ? 'no' : `no: ${JSON.stringify(preset)}`,
    example: JSON.stringify(example),
  };
}

export function channelViews({ channels }: ResolvedTraining): readonly View[] {
  return channels.map(({ name, contentTypes, inputModes, required, description }) => ({
    name,
    types: contentTypes.join(', '),
    modes: inputModes.join(', '),
    required: required ? 'yes' : 'no',
    folder: channelFolder(name),
    description,
  }));
}

export function hyperparameterTable({ hyperparameters }: ResolvedTraining): readonly ViewValue[] {
  return hyperparameters.map(hyperparameterView);
}
