import type { FoundModel } from '../found-model.ts';
import { type ModelFile, utf8 } from '../pieces.ts';

const headBytes = 4 << 20;
const tailBytes = 1 << 16;

/** What `save_model` of LightGBM wrote. It says the version of the format, and not that of the library. */
export function lightgbmModel(file: ModelFile): FoundModel | undefined {
  if (!/^tree\r?\nversion=v\d/.test(utf8(file.read(0, 64)))) return undefined;
  const [head = ''] = utf8(file.read(0, headBytes)).split(/^Tree=/m);
  const members = new Map(
    head.split(/\r?\n/).map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)] as const;
    }),
  );
  const tail = utf8(file.read(Math.max(0, file.size - tailBytes), tailBytes));
  const count = Number(members.get('max_feature_idx') ?? Number.NaN) + 1;
  const names = (members.get('feature_names') ?? '').split(' ');
  const isNamed = names.length === count && !names.every((name, index) => name === `Column_${index}`);
  const [task] = (members.get('objective') ?? '').split(' ');
  const isWhole = /^end of (?:trees|parameters)$/m.test(tail);
  return {
    format: 'lightgbm-text',
    library: 'lightgbm',
    ...(task && { task }),
    ...(count > 0 && { columns: { count, ...(isNamed && { names }), mayLack: true } }),
    ...(!isWhole && { isPartlyRead: true, obstacle: cutOff }),
    ...(/^pandas_categorical:\[.+\]\s*$/m.test(tail) && { obstacle: categories }),
  };
}

const cutOff = { because: 'its end is not there', fix: 'copy or save it again', isFinal: true } as const;

const categories = {
  because: 'it has columns of categories, which the handler hands over in a data frame of pandas',
  fix: 'add  pandas  to requirements.txt, and put a record that it takes into the samples',
};
