import { argument, textArgument } from '../python-calls.ts';
import type { PlacedCall, PythonFile } from '../python-file.ts';
import type { RuleBreak } from './rule-break.ts';

/** Calls that always ask a network, by their whole names. */
const always =
  /^(?:nltk\.download|gdown\.\w+|wget\.download|torch\.hub\.(?:load_state_dict_from_url|download_url_to_file)|torch\.utils\.model_zoo\.load_url|huggingface_hub\.(?:snapshot_download|hf_hub_download|login)|huggingface_hub\.file_download\.\w+|spacy\.cli\.download|stanza\.download|kagglehub\.\w+|mlflow\.(?:artifacts\.download_artifacts|set_tracking_uri)|wandb\.(?:init|login)|(?:tensorflow\.keras|keras|tf\.keras|tensorflow)\.utils\.get_file|sklearn\.datasets\.fetch_\w+|openai\.(?:OpenAI|ChatCompletion\.create|AsyncOpenAI)|anthropic\.Anthropic|pandas\.read_sql\w*|psycopg2\.connect|pymysql\.connect|pymongo\.MongoClient|redis\.(?:Redis|StrictRedis|from_url))$/;

/** Calls that ask a network where their address is one. */
const byAddress =
  /^(?:urllib\.request\.(?:urlopen|urlretrieve|Request)|requests\.(?:get|post|put|request)|httpx\.(?:get|post|stream)|pandas\.read_(?:csv|parquet|json|excel)|tensorflow_hub\.(?:load|KerasLayer)|mlflow\.\w+\.load_model|s3fs\.S3FileSystem|fsspec\.open)$/;

/** Methods of a client of Amazon S3 and of sessions. */
const ofClients =
  /^(?:boto3\.(?:client|resource|Session|session\.Session)|sagemaker\.(?:session\.)?Session)\b/;

/** The calls of a file that would ask a network, for code that serves, or that trains in a job. */
export function downloadsIn(
  file: PythonFile,
  isReached: (call: PlacedCall) => boolean,
  isInProject: (path: string) => boolean,
): readonly RuleBreak[] {
  return file.calls.filter(isReached).flatMap((call) => {
    const what = downloadOf(call, isInProject);
    return what === undefined
      ? []
      : [{ ...what, code: 'project-downloads', path: file.path, line: call.line, rule }];
  });
}

const rule =
  'containers of AWS Marketplace have no network: neither the internet nor Amazon S3 nor another service';

type Words = Pick<RuleBreak, 'what' | 'fix'>;

const bring = 'put what it fetches into the folder of the model, and load it from there';

function downloadOf(call: PlacedCall, isInProject: (path: string) => boolean): Words | undefined {
  const { name } = call;
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (always.test(name)) return { what: `\`${shown(name)}\` asks a network`, fix: bring };
  if (byAddress.test(name)) return byAddressWords(call);
  if (ofClients.test(name) && !name.includes('()'))
    return {
      what: `\`${shown(name)}\` makes a client of AWS`,
      fix: `${bring}; or do it outside of the container`,
    };
  if (last === 'from_pretrained') return ofHub(call, 0, 'pretrained_model_name_or_path', isInProject);
  if (name === 'sentence_transformers.SentenceTransformer')
    return ofHub(call, 0, 'model_name_or_path', isInProject);
  if (name === 'whisper.load_model' || name === 'faster_whisper.WhisperModel')
    return ofHub(call, 0, 'name', isInProject);
  if (/^transformers\.pipeline$|^transformers\.pipelines\.pipeline$/.test(name))
    return ofPipeline(call, isInProject);
  if (name === 'datasets.load_dataset') return ofDataset(call, isInProject);
  if (name === 'torch.hub.load' && textArgument(call, 'source') !== 'local')
    return { what: '`torch.hub.load` fetches the code of a repository', fix: bring };
  if (/^torchvision\.models\.|^timm\.create_model$/.test(name)) return ofVision(call);
  if (/(?:^|\.)keras\.applications\./.test(name) && /^[A-Z]/.test(last)) return ofKeras(call);
  if (/^torchvision\.datasets\./.test(name) && argument(call, 'download')?.text === 'True')
    return { what: `\`${shown(name)}\` fetches a data set`, fix: 'read it from a channel of the job' };
  return ofShell(call);
}

function byAddressWords(call: PlacedCall): Words | undefined {
  const [first] = call.arguments;
  const address = first?.known?.text;
  // The address of the server that TensorFlow Serving has in the same container.
  if (/\brest_uri\b/.test(first?.text ?? '')) return undefined;
  const isOne = address !== undefined && /^(?:https?|s3|ftp|gs|models|runs):/.test(address);
  const mayBeFile = /^pandas\.|^fsspec\.|^tensorflow_hub\.|^mlflow\./.test(call.name);
  if (address !== undefined ? !isOne || /^https?:\/\/(?:localhost|127\.0\.0\.1)\b/.test(address) : mayBeFile)
    return undefined;
  return { what: `\`${shown(call.name)}\` asks a network${isOne ? `: ${short(address)}` : ''}`, fix: bring };
}

/** A name of the hub has no place in the file system, and one of the project is no name of the hub. */
function isHubName(text: string, isInProject: (path: string) => boolean): boolean {
  return /^[\w.-]+(?:\/[\w.-]+)?$/.test(text) && !/^\.{1,2}(?:\/|$)/.test(text) && !isInProject(text);
}

function ofHub(
  call: PlacedCall,
  place: number,
  named: string,
  isInProject: (path: string) => boolean,
): Words | undefined {
  const model = textArgument(call, named, place);
  if (model === undefined || !isHubName(model, isInProject)) return undefined;
  if (argument(call, 'local_files_only')?.text === 'True') return undefined;
  return {
    what: `\`${shown(call.name)}\` fetches ${short(model)} from a hub`,
    fix: 'save it into the folder of the model, as  save_pretrained  does, and load it from the folder that `model_fn` or `load` gets',
  };
}

function ofPipeline(call: PlacedCall, isInProject: (path: string) => boolean): Words | undefined {
  const model = argument(call, 'model', 1);
  if (model) return ofHub(call, 1, 'model', isInProject);
  if (call.arguments.length === 0) return undefined;
  return {
    what: '`pipeline` without `model` fetches the usual model of its task from a hub',
    fix: 'save the model with  save_pretrained  into the folder of the model, and say  model=model_dir',
  };
}

/** The first argument is a name of the hub, or how files of this machine are read. */
function ofDataset(call: PlacedCall, isInProject: (path: string) => boolean): Words | undefined {
  const files = argument(call, 'data_files')?.known?.text;
  const isOfFiles = /^(?:csv|json|text|parquet|arrow|pandas|imagefolder|audiofolder|webdataset)$/;
  const name = textArgument(call, 'path', 0);
  if (name === undefined || isOfFiles.test(name)) {
    if (files === undefined || !/^https?:/.test(files)) return undefined;
  } else if (!isHubName(name, isInProject)) return undefined;
  return { what: `\`${shown(call.name)}\` fetches a data set`, fix: 'read it from a channel of the job' };
}

function ofVision(call: PlacedCall): Words | undefined {
  const weights = argument(call, 'weights');
  const isPretrained = argument(call, 'pretrained')?.text === 'True';
  const hasWeights = weights !== undefined && weights.text !== 'None';
  if (!isPretrained && !hasWeights) return undefined;
  return {
    what: `\`${shown(call.name)}\` fetches trained weights`,
    fix: 'say  weights=None , and load the weights from the folder of the model',
  };
}

function ofKeras(call: PlacedCall): Words | undefined {
  const weights = argument(call, 'weights', 1);
  const said = weights?.known?.text;
  if (weights && said !== 'imagenet') return undefined;
  return {
    what: `\`${shown(call.name)}\` fetches trained weights`,
    fix: 'say  weights=None , and load the weights from the folder of the model',
  };
}

/** A command that is given as a text, or as a list of words. */
function ofShell({ name, arguments: [first] }: PlacedCall): Words | undefined {
  if (
    !/^(?:os\.(?:system|popen)|subprocess\.(?:run|call|check_call|check_output|Popen|getoutput))$/.test(name)
  )
    return undefined;
  const command = (first?.strings ?? []).join(' ');
  const [, program] =
    /(?:^|[\s;&|/])(pip3?\s+install|-m\s+pip\s+install|conda\s+install|apt(?:-get)?\s+install|wget|curl|git\s+clone|aws\s+s3)\b/.exec(
      command,
    ) ?? [];
  if (program === undefined) return undefined;
  const words = program.replace(/\s+/g, ' ').replace('-m ', '');
  const installs = words.endsWith('install');
  return {
    what: `it runs \`${words}\` when the container is there already`,
    fix: installs
      ? 'name the packages in requirements.txt: they are installed when the image is built'
      : bring,
  };
}

/** A long name begins with modules that say little. */
function shown(name: string): string {
  const plain = name.replace(/^\?\./, '');
  return plain.length > 40 ? plain.split('.').slice(-2).join('.').slice(-60) : plain;
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
