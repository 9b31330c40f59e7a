import { checkNames } from './check-names.ts';
import { dependenciesFirst } from './dependencies-first.ts';
import type { Part } from './part.ts';
import { printPassedOn, printTypescriptImports } from './print-typescript-imports.ts';
import { type ImportedName, readTypescript, type TypescriptModule } from './typescript-module.ts';

type Modules = ReadonlyMap<string, TypescriptModule>;

/** Makes the files of parts that are TypeScript. */
export function typescriptJoiner(table: readonly Part[], texts: ReadonlyMap<string, string>) {
  const modules: Modules = new Map(
    [...texts]
      .filter(([path]) => path.endsWith('.ts'))
      .map(([path, text]) => [path, readTypescript(path, text)]),
  );
  const joining = new Joining(table, modules);
  return (part: Part): ReadonlyMap<string, string> =>
    new Map([
      [part.path, joining.print(part)],
      ...(part.thin ?? []).map((source) => [source, joining.printThin(part, source)] as const),
    ]);
}

class Joining {
  readonly #table: readonly Part[];
  readonly #modules: Modules;

  constructor(table: readonly Part[], modules: Modules) {
    this.#table = table;
    this.#modules = modules;
  }

  /** Everything of its sources in one file. Its exports are those of the source with its path, and what other parts import. */
  print(part: Part): string {
    const order = dependenciesFirst(part.sources, (path) => this.#needed(path));
    const modules = order.map((path) => this.#module(path));
    const outside = modules.flatMap(({ imports }) => this.#outside(part, imports));
    const passedOn = this.#passedOn(part, part.path).filter(({ from }) => from !== part.path);
    checkNames(part.path, [
      // What one of the sources means by a global name, another one would get as well.
      ...Object.getOwnPropertyNames(globalThis).map((name) => ({ name, origin: 'Node' })),
      ...modules.flatMap(({ path, declared }) =>
        [...declared.keys()].map((name) => ({ name, origin: path })),
      ),
      ...[...outside, ...passedOn].map(({ local, name, from }) => ({
        name: local,
        origin: `${name} of ${from}`,
      })),
    ]);
    const exported = this.#exportsOf(part);
    const sections = modules.map(({ path, body }, index) => {
      checkPlace(part, path, body);
      const text = body.replace(declaredExport, (words, declaration, name) =>
        exported.has(name) ? words : declaration,
      );
      return index === 0 && path === part.path ? text : `${titleOf(path)}\n\n${text}`;
    });
    const head = [printTypescriptImports(part.path, outside), printPassedOn(part.path, passedOn)];
    return `${[...head, ...sections].filter((text) => text !== '').join('\n\n')}\n`;
  }

  /** A file that only passes on what a seller's code imports by its name. */
  printThin(part: Part, source: string): string {
    return `${printPassedOn(source, this.#passedOn(part, source))}\n`;
  }

  #module(path: string): TypescriptModule {
    const module = this.#modules.get(path);
    if (!module) throw new Error(`a part has ${path}, which does not exist`);
    return module;
  }

  /** The sources that this one needs when it is loaded. */
  #needed(path: string): readonly string[] {
    return this.#module(path)
      .imports.filter((one) => !this.#declared(one).isType)
      .map((one) => this.#declared(one).from);
  }

  /** What is imported, under the path of the file that declares it. */
  #declared(imported: ImportedName): ImportedName {
    const module = this.#modules.get(imported.from);
    if (!module || imported.name === '*' || isPrinted(imported.from)) return imported;
    const isType = module.declared.get(imported.name);
    if (isType !== undefined) return { ...imported, isType: imported.isType || isType };
    const passedOn = module.passedOn.find(({ local }) => local === imported.name);
    if (!passedOn) throw new Error(`${imported.from} has no ${imported.name}`);
    return { ...this.#declared(passedOn), local: imported.local };
  }

  /** The imports of a part from elsewhere, by the files that listings have. */
  #outside(part: Part, imports: readonly ImportedName[]): readonly ImportedName[] {
    return imports.flatMap((imported) => {
      const declared = this.#declared(imported);
      if (!part.sources.includes(declared.from))
        return [{ ...declared, from: this.#fileOf(part, declared.from) }];
      if (declared.name !== declared.local)
        throw new Error(
          `${part.path} has ${declared.name}, which must not be called ${declared.local} there`,
        );
      return [];
    });
  }

  #fileOf({ beside }: Part, source: string): string {
    const holders = this.#table.filter(({ sources }) => sources.includes(source));
    const nearest = holders.find(({ path }) => path === beside) ?? holders[0];
    return nearest?.path ?? source;
  }

  #passedOn(part: Part, source: string): readonly ImportedName[] {
    const module = this.#modules.get(source);
    if (!module) return [];
    const own = [...module.exported].map((name) => ({
      from: source,
      name,
      local: name,
      isType: module.declared.get(name) ?? false,
    }));
    return [...own, ...module.passedOn].map((one) => {
      const declared = this.#declared(one);
      const from = part.sources.includes(declared.from) ? part.path : this.#fileOf(part, declared.from);
      return { ...declared, from };
    });
  }

  #exportsOf(part: Part): ReadonlySet<string> {
    const own = [part.path, ...(part.thin ?? [])].flatMap((source) => this.#passedOn(part, source));
    const taken = [...this.#modules.values()]
      .filter(({ path }) => !part.sources.includes(path))
      .flatMap(({ imports, passedOn }) => [...imports, ...passedOn])
      .map((one) => this.#declared(one))
      .filter(({ from }) => part.sources.includes(from));
    return new Set([...own.filter(({ from }) => from === part.path), ...taken].map(({ name }) => name));
  }
}

const declaredExport =
  /^export ((?:async |abstract )*(?:function\*?|class|const|let|type|interface) (\w+))/gm;

/** A part is elsewhere than some of its sources. What asks for its own place must be where it was. */
function checkPlace(part: Part, path: string, body: string): void {
  const folder = (file: string) => file.slice(0, file.lastIndexOf('/'));
  if (folder(path) === folder(part.path)) return;
  if (/import\.meta|import\(/.test(body))
    throw new Error(`${path} asks where it is, and is moved to ${part.path}`);
}

/** Each listing has its own contract. What it passes on, another one may declare. */
function isPrinted(path: string): boolean {
  return path === 'runtime/contract.ts';
}

function titleOf(path: string): string {
  return `// --- ${path.replace(/^runtime\//, '')} ${'-'.repeat(60)}`.slice(0, 72);
}
