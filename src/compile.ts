import { compileTemplate } from './render/compile-template.ts';
import type { TemplateProgram } from './render/link-templates.ts';

// What is made of the files that we ship: in a clone at each start, in the package when it is built.
export { joinParts } from './parts/join-parts.ts';
export { readImports } from './plan/listing-imports.ts';
export { compileSchema, printSchema } from './validate/compile-schema.ts';

type Texts = ReadonlyMap<string, string>;

/** The programs of templates, by path below `templates/` without the extension. */
export function compileTemplates(texts: Texts): ReadonlyMap<string, TemplateProgram> {
  return new Map(
    [...texts].map(([path, text]) => [nameOf(path), () => new Function(`return ${compileTemplate(text)}`)()]),
  );
}

/** The same as an expression in JavaScript. */
export function printTemplates(texts: Texts): string {
  const entries = [...texts].map(
    ([path, text]) => `[${JSON.stringify(nameOf(path))}, () => (${compileTemplate(text)})]`,
  );
  return `new Map([\n${entries.join(',\n')}\n])`;
}

function nameOf(path: string): string {
  return path.slice(0, -'.hbs'.length);
}
