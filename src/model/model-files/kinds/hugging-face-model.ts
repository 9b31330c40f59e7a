import type { FoundModel, Obstacle } from '../found-model.ts';
import { listOf, membersOf, objectIn, textOf } from '../json-values.ts';
import { type ModelFolder, utf8 } from '../pieces.ts';

const mostText = 1 << 20;

/** A folder that `save_pretrained` of Transformers wrote, or a snapshot in the cache of Hugging Face. */
export function huggingFaceModel(folder: ModelFolder): FoundModel | undefined {
  const file = folder.paths.includes('config.json') ? folder.open('config.json') : undefined;
  const config = objectIn(file && file.size <= mostText ? utf8(file.read(0, file.size)) : undefined);
  const kind = textOf(config['model_type']);
  const architectures = listOf(config['architectures']).filter((name) => typeof name === 'string');
  if (kind === undefined && architectures.length === 0) return undefined;
  const [architecture] = architectures;
  const task = architecture === undefined ? undefined : taskOf(architecture);
  const version = textOf(config['transformers_version']);
  const labels = Object.values(membersOf(config['id2label'])).map(String);
  const weights = folder.paths.filter((path) => weightFile.test(path));
  const code = Object.values(membersOf(config['auto_map'])).map(String);
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
      ['tokenizer', folder.paths.filter((path) => tokenizerFile.test(path)).join(', ')],
    ],
    obstacle: obstacleOf(task, weights.length > 0, code),
  };
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

function obstacleOf(task: string | undefined, hasWeights: boolean, code: readonly string[]): Obstacle {
  if (!hasWeights)
    return {
      because: 'its weights are not in the folder',
      fix: 'download the whole model, or save it with  model.save_pretrained(folder)',
      isFinal: true,
    };
  const trusts = code.length > 0 ? ', trust_remote_code=True' : '';
  return {
    because: 'no framework of this tool brings Transformers',
    fix: `add  transformers  and  torch  to requirements.txt; in python/model.py, \`load\` returns  transformers.pipeline(${JSON.stringify(task ?? 'the task')}, model=model_dir${trusts})`,
  };
}
