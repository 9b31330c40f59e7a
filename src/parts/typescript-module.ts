import { besides } from '../text/paths-beside.ts';

/** One of our files of TypeScript, as far as it concerns other files. */
export interface TypescriptModule {
  readonly path: string;
  readonly imports: readonly ImportedName[];
  /** What it passes on, and of which file. */
  readonly passedOn: readonly ImportedName[];
  /** Name → whether it is only a type. */
  readonly declared: ReadonlyMap<string, boolean>;
  readonly exported: ReadonlySet<string>;
  /** Everything but its imports, and what it passes on. */
  readonly body: string;
}

export interface ImportedName {
  /** A package, or the path of one of our files. */
  readonly from: string;
  /** `*` for all of them together. */
  readonly name: string;
  readonly local: string;
  readonly isType: boolean;
}

const statement = /^(import|export) (type )?(?:\{([^}]*)\}|\* as (\w+)) from '([^']+)';\n/gm;
const passed = /^export (type )?\{([^}]*)\};\n/gm;
const declaration = /^(export )?(?:async |abstract )*(function\*?|class|const|let|type|interface) (\w+)/gm;

export function readTypescript(path: string, text: string): TypescriptModule {
  const imports: ImportedName[] = [];
  const passedOn: ImportedName[] = [];
  for (const [, kind, type, names, all, target = ''] of text.matchAll(statement)) {
    const from = target.startsWith('.') ? besides(path, target) : target;
    const found = all
      ? [{ from, name: '*', local: all, isType: type !== undefined }]
      : namesOf(names ?? '', type !== undefined).map((name) => ({ from, ...name }));
    (kind === 'import' ? imports : passedOn).push(...found);
  }
  const rest = text.replace(statement, '');
  const declarations = [...rest.matchAll(declaration)];
  const exported = new Set(declarations.flatMap(([, isOut, , name = '']) => (isOut ? [name] : [])));
  for (const [, , names = ''] of rest.matchAll(passed))
    for (const { name } of namesOf(names, false)) {
      const imported = imports.find(({ local }) => local === name);
      if (imported) passedOn.push(imported);
      else exported.add(name);
    }
  const declared = new Map(
    declarations.map(([, , kind, name = '']) => [name, kind === 'type' || kind === 'interface']),
  );
  return { path, imports, passedOn, declared, exported, body: rest.replace(passed, '').trim() };
}

function namesOf(list: string, isType: boolean): readonly Omit<ImportedName, 'from'>[] {
  return list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => {
      const [, type, name = '', local = name] = /^(type )?(\w+)(?: as (\w+))?$/.exec(word) ?? [];
      return { name, local, isType: isType || type !== undefined };
    });
}
