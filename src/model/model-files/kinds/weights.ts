import type { FoundModel, Obstacle } from '../found-model.ts';
import { listOf, membersOf, objectIn } from '../json-values.ts';
import { Cursor, CutOff } from '../pickle/cursor.ts';
import { latin, type ModelFile, utf8 } from '../pieces.ts';

const mostHeader = 16 << 20;

/** Tensors with their names, types and shapes, and nothing that runs. */
export function safetensors(file: ModelFile): FoundModel | undefined {
  const head = file.read(0, 10);
  if (head.length < 10) return undefined;
  const length = Number(new DataView(head.buffer, head.byteOffset).getBigUint64(0, true));
  if (head[8] !== 0x7b || length < 2 || length > file.size - 8 || length > mostHeader) return undefined;
  const tensors = Object.entries(objectIn(utf8(file.read(8, length)))).filter(
    ([name]) => name !== '__metadata__',
  );
  const described = tensors.map(([, tensor]) => membersOf(tensor));
  if (tensors.length === 0 || described.some(({ dtype }) => typeof dtype !== 'string')) return undefined;
  const values = described.reduce(
    (sum, { shape }) => sum + listOf(shape).reduce<number>((all, size) => all * Number(size), 1),
    0,
  );
  const types = [...new Set(described.map(({ dtype }) => String(dtype)))];
  return {
    format: 'safetensors',
    more: [
      ['holds', `${tensors.length} tensors of ${types.join(', ')}, ${values.toLocaleString('en')} values`],
    ],
    obstacle: needsNetwork,
  };
}

const needsNetwork: Obstacle = {
  because: 'it holds weights, and not the network that they belong to',
  fix: 'add  safetensors  to requirements.txt, and build the network in `load` of python/model.py',
};

const mostMembers = 1000;

/** A language model for llama.cpp. Its members stand before the tensors. */
export function gguf(file: ModelFile): FoundModel | undefined {
  if (latin(file.read(0, 4)) !== 'GGUF') return undefined;
  const members = membersAtStart(file);
  const architecture = members.get('general.architecture');
  return {
    format: 'gguf',
    more: [
      ['name', members.get('general.name') ?? ''],
      ['of kind', architecture ?? ''],
      ['context', members.get(`${architecture}.context_length`) ?? ''],
    ],
    obstacle: {
      because: 'no framework of this tool has an engine for it',
      fix: 'add  llama-cpp-python  to requirements.txt, and call it in python/model.py',
    },
  };
}

/** As far as they are texts and numbers. */
function membersAtStart(file: ModelFile): ReadonlyMap<string, string> {
  const cursor = new Cursor(file, 1 << 20);
  const members = new Map<string, string>();
  try {
    cursor.take(16);
    const count = Math.min(cursor.unsigned(8), mostMembers);
    for (let left = count; left > 0; left -= 1) {
      const name = utf8(cursor.take(cursor.unsigned(8)));
      const value = plainValue(cursor, cursor.unsigned(4));
      if (value === undefined) break;
      members.set(name, value);
    }
  } catch (error) {
    if (!(error instanceof CutOff)) throw error;
  }
  return members;
}

/** Of the types of GGUF, those that are no lists. */
function plainValue(cursor: Cursor, type: number): string | undefined {
  if (type === 8) return utf8(cursor.take(cursor.unsigned(8)));
  const width = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 }[type];
  if (width === undefined) return undefined;
  const number = cursor.unsigned(width);
  return type === 6 || type === 12 ? '' : String(number);
}
