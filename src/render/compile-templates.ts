import Handlebars from 'handlebars';
import type { View } from '../model/file-plan.ts';
import { dockerJson, dockerValue, dockerWord } from './quote/docker-value.ts';
import { markdownCode, markdownText } from './quote/markdown-text.ts';
import { pyLiteral } from './quote/py-literal.ts';
import { shellWord } from './quote/shell-word.ts';
import { tsKey, tsLiteral } from './quote/ts-literal.ts';
import { yamlText } from './quote/yaml-text.ts';

/** By its path below `templates/`, without the ending: what prints a file from a view. */
export type Templates = ReadonlyMap<string, (view: View) => string>;

/** The quoting helpers, one for each language of the output. A template prints nothing without one of them. */
export const quotes = {
  shellWord,
  dockerValue,
  dockerWord,
  dockerJson,
  tsLiteral,
  tsKey,
  pyLiteral,
  markdownText,
  markdownCode,
  yamlText,
  /** A number or a word from a closed set, which needs no quoting; `test/meta/templates.test.ts` lists the uses. */
  raw: (value: string | number) => String(value),
};

/** Compiles each template on its first use. One may include another by its name, with the same view. A missing name throws. */
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
