import Handlebars from 'handlebars';
import type { View } from '../model/file-plan.ts';
import { dockerJson, dockerValue, dockerWord } from './quote/docker-value.ts';
import { markdownCode, markdownText } from './quote/markdown-text.ts';
import { pyComment, pyLiteral } from './quote/py-literal.ts';
import { shellWord } from './quote/shell-word.ts';
import { tsComment, tsKey, tsLiteral } from './quote/ts-literal.ts';
import { yamlText } from './quote/yaml-text.ts';

/** Functions that print a file from a view, by template path below `templates/` without the extension. */
export type Templates = ReadonlyMap<string, (view: View) => string>;

/** The quoting helpers for each output language. A template prints every value through one of them. */
export const quotes = {
  shellWord,
  dockerValue,
  dockerWord,
  dockerJson,
  tsLiteral,
  tsKey,
  tsComment,
  pyLiteral,
  pyComment,
  markdownText,
  markdownCode,
  yamlText,
  /** For a number or a word of a fixed set, which needs no quoting; `test/meta/templates.test.ts` lists the uses. */
  raw: (value: string | number) => String(value),
};

/** Compiles each template on first use. A template may include another by name, with the same view. */
export function compileTemplates(texts: ReadonlyMap<string, string>): Templates {
  const handlebars = Handlebars.create();
  const templates = new Map<string, (view: View) => string>();
  for (const [name, quote] of Object.entries(quotes)) handlebars.registerHelper(name, quote);
  const knownHelpers = Object.fromEntries(Object.keys(quotes).map((name) => [name, true]));
  for (const [path, text] of texts) {
    const name = path.slice(0, -'.hbs'.length);
    handlebars.registerPartial(name, text);
    templates.set(
      name,
      handlebars.compile(text, { strict: true, noEscape: true, knownHelpers, knownHelpersOnly: true }),
    );
  }
  return templates;
}
