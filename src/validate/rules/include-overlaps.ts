import { valueInWords } from '../../problem/phrasing.ts';
import { includesOf, type PlacedText } from '../manifest-places.ts';
import type { Rule, Violation } from './rule.ts';

/** Each file is copied once: what is included lies neither in another included folder, nor in that of the model. */
export const includeOverlaps: Rule = {
  code: 'include-overlaps',
  check({ manifest }) {
    const places = includesOf(manifest);
    const model = manifest.artifacts?.path;
    return places.flatMap((place) => [
      ...(model === undefined ? [] : withModel(place, model)),
      ...places.flatMap((other) => withOther(place, other)),
    ]);
  },
};

function withModel({ path, value }: PlacedText, model: string): Violation[] {
  if (!isWithin(value, model) && !isWithin(model, value)) return [];
  const where = {
    at: { path: ['artifacts', 'path'], target: 'value' },
    sentence: 'the model is here',
  } as const;
  return [
    {
      at: path,
      what: `\`include\` has ${valueInWords(value)}, and the folder of the model is ${valueInWords(model)}`,
      because: 'the model goes into the image by itself where it is bundled, and nowhere else',
      fix: isWithin(value, model)
        ? 'remove it from `include`, and read it from the folder that `load` gets, or move it beside the manifest'
        : 'name what is beside the model, or move the model into a folder of its own',
      related: [where],
    },
  ];
}

/** The schema has refused the same path twice. */
function withOther(inner: PlacedText, outer: PlacedText): Violation[] {
  const isSame = inner.value.toLowerCase() === outer.value.toLowerCase();
  const isSecond = Number(inner.path.at(-1)) > Number(outer.path.at(-1));
  if (inner.value === outer.value || !isWithin(inner.value, outer.value) || (isSame && !isSecond)) return [];
  return [
    {
      at: inner.path,
      what: `\`include\` has ${valueInWords(inner.value)}, which ${valueInWords(outer.value)} already has in it`,
      fix: 'remove it: a folder is included with everything in it',
      related: [{ at: { path: outer.path, target: 'value' }, sentence: 'the folder is here' }],
    },
  ];
}

/** Some file systems treat `Lib` and `lib` as the same folder. */
function isWithin(path: string, folder: string): boolean {
  return `${path}/`.toLowerCase().startsWith(`${folder}/`.toLowerCase());
}
