import type { FoundModel, Obstacle } from '../found-model.ts';
import { listOf, membersOf, objectIn, textOf, valueIn } from '../json-values.ts';
import { type ModelFolder, utf8 } from '../pieces.ts';

const mostText = 1 << 20;

/** A folder that `save_pretrained` of Transformers wrote, or a snapshot in the cache of Hugging Face. */
export function huggingFaceModel(folder: ModelFolder): FoundModel | undefined {
  const config = objectIn(textIn(folder, 'config.json'));
  const kind = textOf(config['model_type']);
  const architectures = listOf(config['architectures']).filter((name) => typeof name === 'string');
  if (kind === undefined && architectures.length === 0) return undefined;
  const [architecture] = architectures;
  const modules = modulesIn(folder);
  const task = modules.length > 0 ? 'sentence-embeddings' : taskOf(architecture ?? '');
  const version = textOf(config['transformers_version']);
  const labels = Object.values(membersOf(config['id2label'])).map(String);
  const weights = folder.paths.filter((path) => weightFile.test(path));
  const tokenizers = folder.paths.filter((path) => tokenizerFile.test(path));
  const code = Object.values(membersOf(config['auto_map'])).map(String);
  const obstacle = obstacleOf({ task, weights, tokenizers, code, modules });
  return {
    format: 'hugging-face',
    library: 'transformers',
    ...(version !== undefined && { version }),
    ...(architecture !== undefined && { class: architecture }),
    ...(task !== undefined && { task }),
    ...(labels.length > 0 && { classes: labels }),
    ...(code.length > 0 && { ownClasses: code }),
    more: [
      ['of kind', kind ?? ''],
      ['weights', weights.join(', ')],
      ['tokenizer', tokenizers.join(', ')],
    ],
    ...(obstacle && { obstacle }),
  };
}

function textIn(folder: ModelFolder, path: string): string | undefined {
  const file = folder.paths.includes(path) ? folder.open(path) : undefined;
  return file && file.size <= mostText ? utf8(file.read(0, file.size)) : undefined;
}

/** The layers of a model of sentence-transformers, such as `Pooling`. */
function modulesIn(folder: ModelFolder): readonly string[] {
  return listOf(valueIn(textIn(folder, 'modules.json'))).map(
    (module) => textOf(membersOf(module)['type'])?.split('.').at(-1) ?? '',
  );
}

const weightFile =
  /^(?:model|pytorch_model|tf_model|flax_model)(?:-\d+-of-\d+)?\.(?:safetensors|bin|h5|msgpack)$/;
const tokenizerFile =
  /^(?:tokenizer\.json|tokenizer_config\.json|vocab\.(?:txt|json)|merges\.txt|.*\.model|preprocessor_config\.json)$/;

/** By the end of the class: the last row that fits. */
const tasks: readonly (readonly [RegExp, string])[] = [
  [/ForSequenceClassification$/, 'text-classification'],
  [/ForTokenClassification$/, 'token-classification'],
  [/ForQuestionAnswering$/, 'question-answering'],
  [/^TapasForQuestionAnswering$/, 'table-question-answering'],
  [/ForMaskedLM$/, 'fill-mask'],
  [/(?:ForCausalLM|^GPT2LMHeadModel)$/, 'text-generation'],
  [/(?:ForConditionalGeneration|MTModel|EncoderDecoderModel|^T5WithLMHeadModel)$/, 'text2text-generation'],
  [/ForImageClassification$/, 'image-classification'],
  [/ForObjectDetection$/, 'object-detection'],
  [/(?:ForAudioClassification|ForSpeechClassification)$/, 'audio-classification'],
  [/ForCTC$/, 'automatic-speech-recognition'],
];

function taskOf(architecture: string): string | undefined {
  return tasks.findLast(([ending]) => ending.test(architecture))?.[1];
}

/** What the handler as generated answers for, by `listing/runtime/transformers_model.py`. */
const servedTasks = ['sentence-embeddings', 'text-classification', 'token-classification', 'text-generation'];
const servedModules = ['Transformer', 'Pooling', 'Normalize'];

interface Parts {
  readonly task: string | undefined;
  readonly weights: readonly string[];
  readonly tokenizers: readonly string[];
  readonly code: readonly string[];
  readonly modules: readonly string[];
}

function obstacleOf({ task, weights, tokenizers, code, modules }: Parts): Obstacle | undefined {
  if (weights.length === 0)
    return {
      because: 'its weights are not in the folder',
      fix: 'download the whole model, or save it with  model.save_pretrained(folder)',
      isFinal: true,
    };
  if (!weights.some((path) => /\.(?:safetensors|bin)$/.test(path)))
    return {
      because: 'its weights are those of another library than PyTorch',
      fix: 'download model.safetensors too',
    };
  if (tokenizers.length === 0)
    return {
      because: 'its tokenizer is not in the folder',
      fix: 'save it with  tokenizer.save_pretrained(folder)',
    };
  if (code.length > 0)
    return {
      because: 'its code is not in Transformers',
      fix: 'put the code beside python/model.py, and load the model with it there',
    };
  if (modules.some((name) => !servedModules.includes(name)))
    return {
      because: `it has layers of sentence-transformers: ${modules.join(', ')}`,
      fix: 'add  sentence-transformers  to requirements.txt; in python/model.py, `load` returns  SentenceTransformer(model_dir)',
    };
  if (task === 'fill-mask')
    return {
      because: 'the samples as generated have no gap to fill',
      fix: 'write the mask of its tokenizer, such as [MASK], into the samples',
    };
  if (task !== undefined && servedTasks.includes(task)) return undefined;
  return {
    because: task === undefined ? 'its class says no task' : `the handler has no pipeline for ${task}`,
    fix: 'in python/model.py, set TASK to a task of Transformers, or load the model with its class and call it in `predict`',
  };
}
