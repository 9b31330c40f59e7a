import type { Columns, FoundModel, Obstacle } from '../found-model.ts';
import { isDict, isObject, itemsOf, memberOf, type Pickled, type PickledDict } from '../pickle/pickled.ts';
import { sortNames } from '../pickle/pickled-names.ts';
import { readPickle } from '../pickle/read-pickle.ts';
import { utf8 } from '../pieces.ts';
import type { Zip } from '../zip.ts';

/** What PyTorch saved: TorchScript, or a pickle whose arrays are files of their own. */
export function torchModel(zip: Zip): FoundModel | undefined {
  if (zip.named('serialized_exported_program.json') ?? zip.named('archive_format'))
    return { format: 'torch-export', library: 'pytorch', obstacle: exported };
  const data = zip.named('data.pkl');
  const content = zip.open(data);
  const read = content && readPickle(content);
  if (data === undefined || !read) return undefined;
  const folder = data.slice(0, -'data.pkl'.length);
  if (zip.names.includes(`${folder}constants.pkl`)) return torchScript(zip, folder, read.value);
  return saved(read.value, read.names);
}

const exported: Obstacle = {
  because: 'the handler loads what `torch.jit.save` wrote',
  fix: 'in `load` of python/model.py, write  torch.export.load(…).module()',
};

/** The code of the network is in the file. Where its first layer is linear, its weights say how many columns there are. */
function torchScript(zip: Zip, folder: string, value: Pickled | undefined): FoundModel {
  const noted = Number(utf8(zip.open(`${folder}extra/columns`)?.read(0, 16) ?? new Uint8Array()));
  const guessed = isObject(value) ? linearColumns(value) : undefined;
  const count = noted > 0 ? noted : guessed;
  const columns: Columns | undefined = count === undefined ? undefined : { count, mayLack: false };
  return {
    format: 'torchscript',
    library: 'pytorch',
    ...(isObject(value) && { class: value.of.replace(/^__torch__\.(?:torch\.nn\.modules\.)?/, '') }),
    ...(columns && { columns }),
    ...(columns &&
      noted === 0 && { assumed: [`a record has ${count} columns, because the first layer takes so many`] }),
    ...(!columns && { obstacle: unknownRecord }),
  };
}

const unknownRecord: Obstacle = {
  because: 'the file does not say what a record is',
  fix: 'put a record that it takes into samples/text-csv.csv or samples/application-json.json',
};

/** How many columns the first layer with weights takes; undefined where that is not a linear one. */
function linearColumns(value: Pickled, depth = 0): number | undefined {
  if (!isObject(value) || depth > 20) return undefined;
  const weight = memberOf(value, 'weight');
  if (weight !== undefined) return /\.Linear$/.test(value.of) ? sizesOf(weight)[1] : undefined;
  const within = isDict(value.state) ? value.state.entries.map(([, member]) => member) : [];
  const layer = within.find((member) => isObject(member) && hasWeight(member, depth));
  return layer === undefined ? undefined : linearColumns(layer, depth + 1);
}

function hasWeight(value: Pickled, depth: number): boolean {
  if (!isObject(value) || depth > 20) return false;
  if (memberOf(value, 'weight') !== undefined) return true;
  return isDict(value.state) && value.state.entries.some(([, member]) => hasWeight(member, depth + 1));
}

/** The sizes of a tensor, which is made from its place, its sizes and its strides. */
function sizesOf(tensor: Pickled | undefined): readonly number[] {
  if (!isObject(tensor)) return [];
  if (/\._rebuild_parameter$/.test(tensor.of)) return sizesOf(itemsOf(tensor.args)[0]);
  return itemsOf(itemsOf(tensor.args)[2]).filter((size) => typeof size === 'number');
}

/** Of `torch.save`. */
function saved(value: Pickled | undefined, names: readonly string[]): FoundModel {
  const { own, dangerous } = sortNames(names.filter((name) => !name.startsWith('torch.')));
  const [danger] = dangerous;
  const found = {
    format: 'torch-zip',
    library: 'pytorch',
    ...(own.length > 0 && { ownClasses: own }),
  } as const;
  if (danger !== undefined)
    return {
      ...found,
      obstacle: {
        because: `it calls ${danger} when it is loaded, which no model needs`,
        fix: 'do not load it; get the model again from somebody you know',
        isFinal: true,
      },
    };
  if (isObject(value)) return { ...found, class: value.of, obstacle: wholeModule(value.of) };
  if (!isDict(value)) return { ...found, obstacle: needsNetwork };
  return { ...found, more: [['holds', entriesInWords(value)]], obstacle: needsNetwork };
}

const needsNetwork: Obstacle = {
  because: 'it holds weights, and not the network that they belong to',
  fix: 'build the network in `load` of python/model.py and give it the weights, or save it with  torch.jit.script(network).save("model.pt")',
};

function wholeModule(name: string): Obstacle {
  return {
    because: `it is an object of ${name}, whose code is not in the file`,
    fix: 'save it with  torch.jit.script(network).save("model.pt") , or put its code beside marketplace.yaml and load it in python/model.py',
  };
}

const most = 6;

function entriesInWords({ entries }: PickledDict): string {
  const shown = entries.slice(0, most).map(([key, tensor]) => {
    const sizes = sizesOf(tensor);
    return sizes.length > 0 ? `${String(key)} ${sizes.join(' × ')}` : String(key);
  });
  const rest = entries.length - shown.length;
  return [...shown, ...(rest > 0 ? [`… ${rest} more`] : [])].join(', ');
}
