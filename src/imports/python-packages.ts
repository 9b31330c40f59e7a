import { plainName } from '../text/plain-name.ts';

/**
 * What packages of the Python index are imported as, and what they bring, for those that listings use most. Others may
 * bring anything.
 */
interface KnownPackage {
  /** The name in the index, as its page writes it. */
  readonly name: string;
  readonly modules: readonly string[];
  /** Other packages that pip installs with it, without those of the terminal or of one system alone. */
  readonly brings: readonly string[];
}

/** `name: modules > what it brings`; the name itself where there are no others. */
const table = `
absl-py: absl
annotated-doc: annotated_doc
annotated-types: annotated_types
anyio: anyio > idna sniffio typing-extensions
astunparse: astunparse > six wheel
beautifulsoup4: bs4 > soupsieve typing-extensions
blinker: blinker
boto3: boto3 > botocore jmespath s3transfer
botocore: botocore > jmespath python-dateutil urllib3
catboost: catboost > graphviz matplotlib numpy pandas scipy plotly six
category-encoders: category_encoders > numpy scikit-learn scipy statsmodels pandas patsy
certifi: certifi
charset-normalizer: charset_normalizer
click: click
cloudpickle: cloudpickle
coloredlogs: coloredlogs > humanfriendly
contourpy: contourpy > numpy
cycler: cycler
fastapi: fastapi > starlette pydantic typing-extensions
filelock: filelock
flask: flask > blinker click itsdangerous jinja2 markupsafe werkzeug
flatbuffers: flatbuffers
fonttools: fontTools
fsspec: fsspec
gast: gast
google-pasta: pasta > six
graphviz: graphviz
grpcio: grpc
gunicorn: gunicorn > packaging
h11: h11
h5py: h5py > numpy
hf-xet: hf_xet
httpcore: httpcore > certifi h11
httpcore2: httpcore2 > h11 truststore
httpx: httpx > anyio certifi httpcore idna
httpx2: httpx2 > anyio httpcore2 idna truststore
huggingface-hub: huggingface_hub > filelock fsspec packaging pyyaml requests tqdm typing-extensions httpx httpx2 hf-xet click
humanfriendly: humanfriendly
idna: idna
imageio: imageio > numpy pillow
imbalanced-learn: imblearn > numpy scipy scikit-learn joblib threadpoolctl
itsdangerous: itsdangerous
jinja2: jinja2 > markupsafe
jmespath: jmespath
joblib: joblib
keras: keras > absl-py numpy h5py packaging ml-dtypes rich optree namex
kiwisolver: kiwisolver
libclang: clang
lightgbm: lightgbm > numpy scipy narwhals
lxml: lxml
markdown-it-py: markdown_it
markdown: markdown
markupsafe: markupsafe
matplotlib: matplotlib mpl_toolkits pylab > contourpy cycler fonttools kiwisolver numpy packaging pillow pyparsing python-dateutil
mdurl: mdurl
ml-dtypes: ml_dtypes > numpy
mpmath: mpmath
namex: namex
narwhals: narwhals
networkx: networkx
nltk: nltk > click joblib regex tqdm
numpy: numpy
nvidia-cublas-cu12: nvidia
nvidia-cuda-cupti-cu12: nvidia
nvidia-cuda-nvcc-cu12: nvidia
nvidia-cuda-nvrtc-cu12: nvidia
nvidia-cuda-runtime-cu12: nvidia
nvidia-cudnn-cu12: nvidia
nvidia-cufft-cu12: nvidia
nvidia-curand-cu12: nvidia
nvidia-cusolver-cu12: nvidia
nvidia-cusparse-cu12: nvidia
nvidia-nccl-cu12: nvidia
nvidia-nvjitlink-cu12: nvidia
onnx: onnx > numpy protobuf ml-dtypes typing-extensions
onnxruntime: onnxruntime > numpy packaging protobuf flatbuffers sympy coloredlogs
onnxruntime-gpu: onnxruntime > numpy packaging protobuf flatbuffers
opencv-python-headless: cv2 > numpy
opencv-python: cv2 > numpy
opt-einsum: opt_einsum > numpy
optree: optree > typing-extensions
packaging: packaging
pandas: pandas > numpy python-dateutil pytz tzdata
patsy: patsy > numpy
pillow: PIL
plotly: plotly > packaging narwhals
protobuf: google
pyarrow: pyarrow
pydantic-core: pydantic_core > typing-extensions
pydantic: pydantic > annotated-types pydantic-core typing-extensions typing-inspection
pygments: pygments
pyparsing: pyparsing
python-dateutil: dateutil > six
pytz: pytz
pyyaml: yaml
regex: regex
requests: requests > certifi charset-normalizer idna urllib3
rich: rich > pygments markdown-it-py
s3transfer: s3transfer > botocore
safetensors: safetensors
scikit-image: skimage > numpy scipy networkx pillow imageio tifffile packaging
scikit-learn: sklearn > joblib numpy scipy threadpoolctl narwhals
scipy: scipy > numpy
seaborn: seaborn > numpy pandas matplotlib
sentencepiece: sentencepiece
setuptools: setuptools pkg_resources
shellingham: shellingham
six: six
sniffio: sniffio
soupsieve: soupsieve
starlette: starlette > anyio typing-extensions
statsmodels: statsmodels > numpy scipy pandas patsy packaging
sympy: sympy > mpmath
tabulate: tabulate
tensorboard-data-server: tensorboard_data_server
tensorboard: tensorboard > absl-py grpcio markdown numpy packaging pillow protobuf setuptools six tensorboard-data-server werkzeug
tensorflow-cpu: tensorflow > tensorflow
tensorflow: tensorflow > absl-py astunparse flatbuffers gast google-pasta grpcio h5py keras libclang ml-dtypes numpy opt-einsum packaging protobuf requests setuptools six tensorboard termcolor typing-extensions wrapt
termcolor: termcolor
threadpoolctl: threadpoolctl
tifffile: tifffile > numpy
tokenizers: tokenizers > huggingface-hub
torch: torch torchgen functorch > filelock fsspec jinja2 networkx setuptools sympy typing-extensions triton
torchvision: torchvision > numpy torch pillow
tqdm: tqdm
transformers: transformers > filelock huggingface-hub numpy packaging pyyaml regex requests safetensors tokenizers tqdm typer
triton: triton
truststore: truststore
typer: typer > annotated-doc click pydantic rich shellingham
typing-extensions: typing_extensions
typing-inspection: typing_inspection > typing-extensions
tzdata: tzdata
urllib3: urllib3
uvicorn: uvicorn > click h11
werkzeug: werkzeug > markupsafe
wheel: wheel
wrapt: wrapt
xgboost-cpu: xgboost > numpy scipy
xgboost-cu12: xgboost > numpy scipy nvidia-nccl-cu12
xgboost: xgboost > numpy scipy nvidia-nccl-cu12
`;

const known: ReadonlyMap<string, KnownPackage> = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', rest = ''] = line.split(': ');
      const [modules = '', brings = ''] = rest.split(' > ');
      return [name, { name, modules: modules.split(' '), brings: brings.split(' ').filter(Boolean) }];
    }),
);

/** The package to install for a module, where one is known. */
export function packageFor(module: string): string | undefined {
  for (const { name, modules } of known.values())
    if (modules.includes(module) && name !== 'protobuf') return name;
  return undefined;
}

/** The modules that these packages and all that they bring are imported as; undefined where one is not known. */
export function modulesOf(packages: readonly string[]): ReadonlySet<string> | undefined {
  const all = new Set(packages.map(plainName));
  const modules = new Set<string>();
  for (const name of all) {
    const row = known.get(name);
    if (!row && packages.some((one) => plainName(one) === name)) return undefined;
    for (const module of row?.modules ?? [name.replaceAll('-', '_')]) modules.add(module);
    for (const brought of row?.brings ?? []) all.add(brought);
  }
  return modules;
}
