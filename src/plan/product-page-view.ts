import { fileNameIn } from '../model/answer-name.ts';
import { buyerFolders } from '../model/buyer-data.ts';
import { fieldBody } from '../model/field-body.ts';
import type { View, ViewValue } from '../model/file-plan.ts';
import { isOwnImage } from '../model/own-image.ts';
import type {
  ResolvedContentType,
  ResolvedField,
  ResolvedHyperparameter,
  ResolvedListing,
  ResolvedTraining,
} from '../model/resolved-listing.ts';
import type { ResolvedPage } from '../model/resolved-page.ts';
import { medicalWords } from './medical-words.ts';
import { priceView } from './price-view.ts';
import { sampleFor } from './sample-for.ts';
import { streamView } from './stream-view.ts';
import { limitationTexts, usageTexts } from './version-texts.ts';

/** The page as buyers will see it, and what it lacks. */
export function productPageView(listing: ResolvedListing): View {
  const { title, release, framework, server, page, customAttributes, buyers, missing, training } = listing;
  const { input, output, fields } = listing;
  const { input: folder } = buyerFolders(listing.productType);
  return {
    title,
    release,
    missing: missing.map(({ path, holds }) => ({ member: path.join('.'), holds })),
    page: textsView(page),
    framework:
      server || isOwnImage(listing) ? null : `${framework.framework.title} ${framework.version.version}`,
    isAlgorithm: training !== null,
    price: priceView(listing),
    usage: usageTexts(listing),
    limitations: limitationTexts(listing),
    input: input.map((type) => ({ type: type.type, split: type.split })),
    inputFields: fields.input.map(fieldView),
    inputSamples: samplesOf(input, (type) => sampleFor(type, fields.input).bytes, fields.input),
    attributes: customAttributes.map(({ name, description }) => ({ name, description })),
    output: output.map(({ type }) => type),
    outputFields: fields.output.map(fieldView),
    outputSamples: samplesOf(output, (type) => predictionOf(type, fields.output), fields.output),
    ...buyers,
    firstType: input[0]?.type ?? '',
    firstSample: input[0] ? `${folder}/real-time/${fileNameIn(sampleFor(input[0]).path)}` : '',
    firstOutput: output[0]?.type ?? '',
    stream: streamView(listing),
    converses: listing.inference.bidirectional !== null,
    ...trainingView(training),
  };
}

function textsView({ usage, limitations, sku, eula, medical, links, ...page }: ResolvedPage): View {
  return {
    ...page,
    links: links.map(({ text, url }) => ({ text, url })),
    licence: eula === 'standard' ? null : eula,
    isStandardLicence: eula === 'standard',
    medical: medical && medicalWords[medical],
  };
}

function fieldView({ name, type, unit, min, max, values, required, ...field }: ResolvedField): View {
  const range = min === null && max === null ? '' : `${min ?? '…'} to ${max ?? '…'}`;
  const allowed = values.length > 0 ? values.join(', ') : range;
  const preset = field.default === null ? 'no' : `no: ${JSON.stringify(field.default)}`;
  return {
    name,
    type,
    allowed: [allowed, unit ?? ''].filter((part) => part !== '').join(' '),
    required: required ? 'yes' : preset,
    description: field.description,
  };
}

/** What a reader can read; without fields nobody knows what belongs into a sample. */
function samplesOf(
  types: readonly ResolvedContentType[],
  bodyOf: (type: ResolvedContentType) => Uint8Array | undefined,
  fields: readonly ResolvedField[],
): readonly View[] {
  if (fields.length === 0) return [];
  return types.flatMap((type) => {
    if (type.codec === 'npy' || type.codec === 'bytes') return [];
    const body = bodyOf(type);
    return body ? [{ type: type.type, body: new TextDecoder().decode(body) }] : [];
  });
}

function predictionOf(
  { codec }: ResolvedContentType,
  fields: readonly ResolvedField[],
): Uint8Array | undefined {
  const values = fields.map(({ example }) => example);
  if (codec !== 'json') return fieldBody(codec, fields, values);
  const prediction = Object.fromEntries(fields.map(({ name }, index) => [name, values[index]]));
  return new TextEncoder().encode(`${JSON.stringify({ predictions: [prediction] })}\n`);
}

function trainingView(training: ResolvedTraining | null): View {
  const { channels = [], hyperparameters = [], metrics = [] } = training ?? {};
  return {
    channels: channels.map((channel) => ({
      name: channel.name,
      types: channel.contentTypes.join(', '),
      modes: channel.inputModes.join(', '),
      required: channel.required ? 'yes' : 'no',
      description: channel.description,
    })),
    hyperparameters: hyperparameters.map(hyperparameterView),
    metrics: metrics.map(({ name, objective }) => ({ name, objective: objective ?? '' })),
  };
}

export function hyperparameterView(parameter: ResolvedHyperparameter): ViewValue {
  const { name, type, range, values, required, tunable, description } = parameter;
  return {
    name,
    type,
    allowed: range ? `${range.min} to ${range.max}` : values.join(', '),
    fallback: required ? 'none: it must be given' : String(parameter.default ?? ''),
    tunable: tunable ? 'yes' : 'no',
    description,
  };
}
