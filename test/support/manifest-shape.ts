import type {
  AllowedFinding,
  Artifacts,
  BaseByContainer,
  BaseByOs,
  Batching,
  Channel,
  ContentTypes,
  Field,
  Fields,
  FieldType,
  FindingSeverity,
  FrameworkChoice,
  Hyperparameter,
  Inference,
  InputMode,
  Language,
  Manifest,
  Metric,
  OwnImages,
  Policy,
  Product,
  ProductType,
  Regenerate,
  Scan,
  Server,
  Training,
  Upload,
  Validation,
  ValidationTraining,
  ValidationTransform,
} from '../../src/model/manifest.ts';

/**
 * Each member of a type, and whether it is required. A table with a missing or an unknown member does not
 * compile.
 */
type Shape<T> = { readonly [Key in keyof T]-?: Record<never, never> extends Pick<T, Key> ? 'may' : 'must' };

const fieldShape = shape<Field>({
  name: 'must',
  type: 'must',
  description: 'may',
  unit: 'may',
  min: 'may',
  max: 'may',
  values: 'may',
  required: 'may',
  default: 'may',
  example: 'may',
});

/** The members of the TypeScript types, by the path where the schema describes the same map. */
export const manifestShape: Readonly<Record<string, Readonly<Record<string, 'may' | 'must'>>>> = {
  '': shape<Manifest>({
    version: 'must',
    extends: 'may',
    product: 'must',
    framework: 'may',
    server: 'may',
    base: 'may',
    image: 'may',
    contentTypes: 'must',
    fields: 'may',
    artifacts: 'may',
    include: 'may',
    inference: 'may',
    training: 'may',
    upload: 'may',
    validation: 'may',
    regenerate: 'may',
    policy: 'may',
  }),
  product: shape<Product>({ type: 'must', name: 'must', release: 'may', title: 'may', description: 'may' }),
  image: shape<OwnImages>({ inference: 'must', training: 'may' }),
  framework: shape<FrameworkChoice>({ name: 'must', version: 'may', python: 'may', accelerator: 'may' }),
  // The schema has one map; a rule requires one of two sets of members.
  base: shape<Partial<BaseByOs & BaseByContainer>>({
    os: 'may',
    image: 'may',
    packages: 'may',
    deepLearningContainer: 'may',
    tag: 'may',
  }),
  server: shape<Server>({
    command: 'must',
    port: 'must',
    ready: 'must',
    invocations: 'must',
    routes: 'may',
    environment: 'may',
    startupSeconds: 'may',
  }),
  contentTypes: shape<ContentTypes>({ input: 'must', output: 'must' }),
  fields: shape<Fields>({ input: 'may', output: 'may' }),
  'fields.input[]': fieldShape,
  'fields.output[]': fieldShape,
  artifacts: shape<Artifacts>({ mode: 'must', path: 'must', s3Uri: 'may' }),
  inference: shape<Inference>({
    entry: 'may',
    language: 'may',
    workers: 'may',
    preload: 'may',
    streaming: 'may',
    maxPayloadMB: 'may',
    timeoutSeconds: 'may',
    maxQueue: 'may',
    metrics: 'may',
    requireGpu: 'may',
    batching: 'may',
    environment: 'may',
    instances: 'may',
  }),
  'inference.batching': shape<Batching>({ maxSize: 'must', maxDelayMs: 'must' }),
  'inference.instances': shape<NonNullable<Inference['instances']>>({ realtime: 'may', transform: 'may' }),
  training: shape<Training>({
    image: 'may',
    channels: 'must',
    hyperparameters: 'may',
    entry: 'may',
    metrics: 'may',
    distributed: 'may',
    instances: 'may',
  }),
  'training.channels[]': shape<Channel>({
    name: 'must',
    contentTypes: 'must',
    inputModes: 'may',
    required: 'may',
    description: 'may',
  }),
  'training.hyperparameters[]': shape<Hyperparameter>({
    name: 'must',
    type: 'must',
    min: 'may',
    max: 'may',
    values: 'may',
    default: 'may',
    required: 'may',
    tunable: 'may',
    description: 'may',
  }),
  'training.metrics[]': shape<Metric>({ name: 'must', regex: 'must', objective: 'may' }),
  upload: shape<Upload>({ region: 'may', repository: 'may', scan: 'may', tags: 'may' }),
  'upload.scan': shape<Scan>({ block: 'may', waitMinutes: 'may', allow: 'may' }),
  'upload.scan.allow[]': shape<AllowedFinding>({ id: 'must', reason: 'must', until: 'must' }),
  validation: shape<Validation>({ role: 'must', instance: 'may', transform: 'must', training: 'may' }),
  'validation.transform': shape<ValidationTransform>({
    input: 'must',
    output: 'must',
    contentType: 'must',
    accept: 'may',
    split: 'may',
    strategy: 'may',
    maxConcurrent: 'may',
    maxPayloadMB: 'may',
    amiVersion: 'may',
  }),
  'validation.training': shape<ValidationTraining>({
    channels: 'must',
    output: 'must',
    hyperparameters: 'may',
  }),
  regenerate: shape<Regenerate>({ keep: 'may' }),
  policy: shape<Policy>({
    bases: 'may',
    baseMustBe: 'may',
    frameworks: 'may',
    regions: 'may',
    instances: 'may',
    requiredTags: 'may',
    scanMustBlock: 'may',
  }),
};

const fieldTypes = words<FieldType>({
  number: true,
  integer: true,
  string: true,
  boolean: true,
  date: true,
  image: true,
  audio: true,
  array: true,
  object: true,
});

const findings = words<FindingSeverity>({
  CRITICAL: true,
  HIGH: true,
  MEDIUM: true,
  LOW: true,
  INFORMATIONAL: true,
  UNDEFINED: true,
});

/** The closed sets of words in the TypeScript types, by the path where the schema lists the same. */
export const manifestWords: Readonly<Record<string, readonly string[]>> = {
  'product.type': words<ProductType>({ 'model-package': true, algorithm: true }),
  'fields.input[].type': fieldTypes,
  'fields.output[].type': fieldTypes,
  'artifacts.mode': words<Artifacts['mode']>({ bundled: true, s3: true }),
  'inference.language': words<Language>({ python: true, typescript: true }),
  'inference.batching': words<Extract<Inference['batching'], string>>({ off: true }),
  'inference.workers': words<Extract<Inference['workers'], string>>({ auto: true }),
  'training.image': words<NonNullable<Training['image']>>({ separate: true, combined: true }),
  'training.channels[].inputModes[]': words<InputMode>({ File: true, FastFile: true, Pipe: true }),
  'training.hyperparameters[].type': words<Hyperparameter['type']>({
    integer: true,
    continuous: true,
    categorical: true,
    'free-text': true,
  }),
  'training.metrics[].objective': words<NonNullable<Metric['objective']>>({ maximize: true, minimize: true }),
  'upload.scan.block[]': findings,
  'validation.transform.split': words<NonNullable<ValidationTransform['split']>>({
    None: true,
    Line: true,
    RecordIO: true,
    TFRecord: true,
  }),
  'validation.transform.strategy': words<NonNullable<ValidationTransform['strategy']>>({
    SingleRecord: true,
    MultiRecord: true,
  }),
  'policy.scanMustBlock[]': findings,
};

function shape<T>(members: Shape<T>): Shape<T> {
  return members;
}

function words<Word extends string>(listed: Readonly<Record<Word, true>>): readonly string[] {
  return Object.keys(listed);
}
