import { completePage } from './complete-page.ts';
import { algorithm, modelPackage, ownImage } from './expect-problems.ts';

const role = 'role: arn:aws:iam::123456789012:role/SageMakerValidation';
const transform =
  'transform: { input: s3://example-bucket/in/, output: s3://example-bucket/out/, contentType: text/csv }';
const jobs =
  'training: { channels: { train: s3://example-bucket/train/ }, output: s3://example-bucket/model/ }';
const trained = `validation: { ${role}, ${transform}, ${jobs} }`;

const text = (length: number, sign = 'ä') => `"${`W${sign.repeat(length - 2)}Z`}"`;
const fields = (name: string) =>
  Array.from({ length: 30 }, (_, index) => {
    const description = index === 0 ? text(1024) : '';
    return `{ name: ${name} ${index}, type: string, description: ${description || 'Short'}, values: [${'abcdefghij'.repeat(100)}, ${'b'.repeat(900)}] }`;
  }).join(', ');
const longAddress = `https://example.com/${'a'.repeat(1950)}/notebook.ipynb`;

/** As much as the manifest takes of everything that goes into a request. */
const longest = {
  product: `product: { type: model-package, name: ${'n'.repeat(50)}, release: v${'1'.repeat(11)}, title: ${text(72)} }`,
  fields: `fields: { input: [${fields('in')}], output: [${fields('out')}] }`,
  page: `page:
  shortDescription: ${text(1000)}
  longDescription: ${text(5000)}
  highlights: [${text(500, 'a')}, ${text(500, 'b')}, ${text(500, 'c')}]
  categories: [Structured, Text, Image]
  keywords: [${Array.from({ length: 5 }, (_, index) => text(50, 'abcde'[index])).join(', ')}]
  logo: https://example-bucket.s3.amazonaws.com/${'l'.repeat(900)}.png
  video: https://www.youtube.com/watch?v=example&t=1
  links: [${'abc'
    .split('')
    .map((sign) => `{ text: ${text(500, sign)}, url: "https://example.com/?${sign}=#x" }`)
    .join(', ')}]
  sku: ${text(100)}
  support: ${text(2000)}
  refundPolicy: ${text(500, 'r')}
  eula: https://example-bucket.s3.amazonaws.com/licence.pdf
  releaseNotes: ${text(29_999)}
  usage: ${text(10_000)}
  limitations: ${text(1000)}
  medical: not-for-diagnosis`,
  customAttributes: `customAttributes: [${Array.from({ length: 35 }, (_, index) => `{ name: ${String(index).padStart(3, 'n').padEnd(100, 'n')}, description: ${text(1000)} }`).join(', ')}]`,
  buyers: `buyers: { repository: "https://example.com/${'r'.repeat(1900)}", notebook: "${longAddress}" }`,
  pricing:
    'pricing: { model: hourly, hourly: { realtime: "0100000000", transform: { default: "0.12345678", ml.m5.xlarge: "99999999.99999999" } }, freeTrialDays: 31 }',
  inference: 'inference: { instances: { realtime: [ml.m5.large], transform: [ml.m5.large, ml.m5.xlarge] } }',
};

/** Manifests that say all that AWS Marketplace asks for: each pricing model, each kind of product, each optional member. */
export const completeListings = {
  'a model package': modelPackage(completePage),
  'one that is paid by the answer': modelPackage({
    ...completePage,
    pricing:
      'pricing: { model: per-inference, perInference: "0.01", hourly: { transform: "0.40" }, freeTrialDays: 5 }',
  }),
  'a free one': modelPackage({ ...completePage, pricing: 'pricing: { model: free }' }),
  'an algorithm': algorithm({
    ...completePage,
    validation: trained,
    pricing:
      'pricing: { model: hourly, hourly: { realtime: "0.50", transform: "0.40", training: { default: "1", ml.m5.xlarge: "1.25" } } }',
  }),
  'an algorithm that is paid by the answer': algorithm({
    ...completePage,
    validation: trained,
    pricing:
      'pricing: { model: per-inference, perInference: "2", hourly: { transform: "0.40", training: "1" } }',
  }),
  'an image of the seller’s own without fields': ownImage({ ...completePage, fields: '' }),
  'one with a licence of its own, a video, attributes and a medical use': modelPackage({
    ...completePage,
    page: `${completePage.page.replace('eula: standard', 'eula: https://example-bucket.s3.amazonaws.com/licence.pdf')}
  video: https://www.youtube.com/watch?v=example
  medical: for-diagnosis
  usage: Send one customer a line.
  limitations: Not for children.`,
    customAttributes: 'customAttributes: [{ name: language, description: The language of the reasons }]',
    inference:
      'inference: { instances: { realtime: [ml.m5.large, ml.c5.xlarge], transform: [ml.m5.xlarge] } }',
  }),
  'one with a GPU': modelPackage({
    ...completePage,
    framework: 'framework: { name: pytorch, accelerator: cuda }',
    inference: 'inference: { instances: { realtime: [ml.g5.xlarge], transform: [ml.g5.xlarge] } }',
  }),
  'one with the longest texts': modelPackage({ ...completePage, ...longest }),
} as const satisfies Readonly<Record<string, string>>;
