import type { FoundModel, Obstacle, Tensor } from '../found-model.ts';
import { listOf, membersOf, objectIn, textOf } from '../json-values.ts';
import { latin, type ModelFile, utf8 } from '../pieces.ts';
import type { Zip } from '../zip.ts';
import { isKerasLayer } from './keras-layers.ts';

/** A `.keras` file: a zip of its description and its weights. */
export function kerasModel(zip: Zip): FoundModel | undefined {
  if (!zip.names.includes('metadata.json') || !zip.names.includes('config.json')) return undefined;
  const version = textOf(objectIn(zip.text('metadata.json'))['keras_version']);
  if (version === undefined) return undefined;
  return {
    format: 'keras',
    library: 'keras',
    version,
    ...describedLayers(objectIn(zip.text('config.json'))),
  };
}

const searched = 8 << 20;

/** What `model.save` wrote as HDF5: the description is a text somewhere in the file. */
export function kerasInHdf5(file: ModelFile): FoundModel | undefined {
  if (latin(file.read(0, 8)) !== '\x89HDF\r\n\x1a\n') return undefined;
  const bytes = file.read(0, searched);
  const text = latin(bytes);
  const start =
    /\{"(?:module": "keras[^"]*", ")?class_name": "(?:Sequential|Functional|Model|\w+)", "config": \{"name"/.exec(
      text,
    )?.index;
  const config = start === undefined ? undefined : wholeObject(text, start);
  if (config !== undefined)
    return {
      format: 'hdf5',
      library: 'keras',
      ...describedLayers(objectIn(utf8(bytes.subarray(start, (start ?? 0) + config)))),
    };
  if (
    !/keras_version|layer_names|_layer_checkpoint_dependencies|\.weights\.h5/.test(text) &&
    !/\.weights\.h5$/.test(file.name)
  )
    return undefined;
  return { format: 'hdf5', library: 'keras', obstacle: weightsAlone };
}

const weightsAlone: Obstacle = {
  because: 'it holds weights, and not the layers that they belong to',
  fix: 'save the whole model with  model.save("model.keras") , or build it in `load` of python/model.py',
};

/** The length of the JSON object that begins here. */
function wholeObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at];
    if (isText && letter === '\\') at += 1;
    else if (letter === '"') isText = !isText;
    else if (!isText && letter === '{') depth += 1;
    else if (!isText && letter === '}') {
      depth -= 1;
      if (depth === 0) return at + 1 - start;
    }
  }
  return undefined;
}

interface Layer {
  readonly class: string;
  readonly module: string | undefined;
  readonly config: Readonly<Record<string, unknown>>;
}

/** What the description of a network says: its layers, and what it takes. */
export function describedLayers(root: Readonly<Record<string, unknown>>): Omit<FoundModel, 'format'> {
  const config = membersOf(root['config']);
  const layers = listOf(config['layers']).map(layerOf);
  const inputs = inputsOf(layers, config);
  const own = [layerOf(root), ...layers].filter((layer) => !isOfKeras(layer));
  const obstacle = obstacleOf(layers, own, inputs);
  const [only] = inputs;
  const columns = only && inputs.length === 1 && only.shape.length === 2 ? only.shape[1] : undefined;
  return {
    class: textOf(root['class_name']) ?? 'unknown',
    steps: layers.filter(({ class: name }) => name !== 'InputLayer').map(({ class: name }) => name),
    inputs,
    ...(typeof columns === 'number' && { columns: { count: columns, mayLack: false } }),
    ...(own.length > 0 && {
      ownClasses: own.map(({ class: name, module }) => (module === undefined ? name : `${module}.${name}`)),
    }),
    ...(obstacle && { obstacle }),
  };
}

function layerOf(value: unknown): Layer {
  const members = membersOf(value);
  // HDF5 has `package>Class` for a class of the seller's.
  const [name = '', withPackage] = (textOf(members['class_name']) ?? '').split('>').reverse();
  return {
    class: name,
    module: textOf(members['module']) ?? withPackage,
    config: membersOf(members['config']),
  };
}

/** HDF5 does not say where a class comes from. */
function isOfKeras({ class: name, module }: Layer): boolean {
  if (module !== undefined) return /^keras(?:\.|$)/.test(module);
  return isKerasLayer(name) || /^(?:Sequential|Functional|Model)?$/.test(name);
}

/** The input layers, or the input of the first layer in older files. The first size is the records. */
function inputsOf(layers: readonly Layer[], config: Readonly<Record<string, unknown>>): readonly Tensor[] {
  const declared = layers.filter(({ class: name }) => name === 'InputLayer');
  const [first] = layers;
  const found = (declared.length > 0 ? declared : first ? [first] : []).flatMap(({ config: own }) => {
    const shape = shapeIn(own['batch_shape'] ?? own['batch_input_shape']);
    const type = textOf(own['dtype']) ?? 'float32';
    return shape ? [{ name: textOf(own['name']) ?? '', type, shape }] : [];
  });
  const built = shapeIn(config['build_input_shape']);
  return found.length === 0 && built ? [{ name: 'input', type: 'float32', shape: built }] : found;
}

function shapeIn(value: unknown): Tensor['shape'] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map((size) => (typeof size === 'number' ? size : null));
}

function obstacleOf(
  layers: readonly Layer[],
  own: readonly Layer[],
  inputs: readonly Tensor[],
): Obstacle | undefined {
  const [foreign] = own;
  if (foreign)
    return {
      because: `its ${foreign.class} is no class of Keras`,
      fix: 'import its class in python/model.py before the model is loaded',
    };
  if (layers.some(({ class: name }) => name === 'Lambda'))
    return {
      because: 'its Lambda layer holds code, which Keras does not load unless it is told to',
      fix: 'if you trust the file, write  safe_mode=False  in `load` of python/model.py',
    };
  if (inputs.length !== 1)
    return {
      because:
        inputs.length === 0 ? 'the file does not say what a record is' : `it has ${inputs.length} inputs`,
      fix: 'fill its inputs in `predict` of python/model.py',
    };
  if (inputs.some(({ type }) => type === 'string'))
    return {
      because: 'it takes texts, and the handler hands over numbers',
      fix: 'write  TAKES = "values"  in python/model.py',
    };
  return undefined;
}
