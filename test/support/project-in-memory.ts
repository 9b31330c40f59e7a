import { plainYaml } from '../../src/generate.ts';
import { piecesOf } from '../../src/model/model-files/pieces.ts';
import { isBelow, type ProjectFolder, under } from '../../src/project/project-folder.ts';
import { inflateStart } from '../../src/shell/from-model/inflate-start.ts';

/** The folder of a project that is nowhere on a disk. */
export function projectInMemory(files: Readonly<Record<string, string | Uint8Array>>): ProjectFolder {
  const bytes = new Map(
    Object.entries(files)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([path, content]) => [
        path,
        typeof content === 'string' ? new TextEncoder().encode(content) : content,
      ]),
  );
  const open = (path: string) => {
    const content = bytes.get(path);
    return content && { name: path.split('/').at(-1) ?? '', ...piecesOf(content), inflate: inflateStart };
  };
  return {
    name: 'project',
    sizes: new Map([...bytes].map(([path, content]) => [path, content.length])),
    read: (path) => {
      const content = bytes.get(path);
      return content && !content.includes(0) ? new TextDecoder().decode(content) : undefined;
    },
    modelFolder: (below) => ({
      name: below,
      paths: [...bytes.keys()]
        .filter((path) => isBelow(path, below))
        .map((path) => path.slice(below === '' ? 0 : below.length + 1)),
      open: (path) => open(under(below, path)),
      parseYaml: plainYaml,
    }),
    parseYaml: plainYaml,
    passedOver: [],
  };
}
