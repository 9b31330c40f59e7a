import Handlebars from 'handlebars';
import type { View } from '../model/file-plan.ts';
import { dockerJson, dockerValue, dockerWord } from './quote/docker-value.ts';
import { markdownCode, markdownText } from './quote/markdown-text.ts';
import { pyLiteral } from './quote/py-literal.ts';
import { shellWord } from './quote/shell-word.ts';
import { tsKey, tsLiteral } from './quote/ts-literal.ts';
import { yamlText } from './quote/yaml-text.ts';

/** Everything below `templates/`: what is printed from a view, and what is copied as it is. */
export interface Templates {
  readonly print: ReadonlyMap<string, (view: View) => string>;
  readonly verbatim: ReadonlyMap<string, Uint8Array>;
}

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

/**
 * Compiles each `.hbs` on its first use, and leaves out the name's ending. One may be a part of another, under its name and
 * with the same view. A missing name throws: that is our bug.
 */
export function compileTemplates(texts: ReadonlyMap<string, string>): Templates {
  const handlebars = Handlebars.create();
  const print = new Map<string, (view: View) => string>();
  const verbatim = new Map<string, Uint8Array>();
  for (const [name, quote] of Object.entries(quotes)) handlebars.registerHelper(name, quote);
  const knownHelpers = Object.fromEntries(Object.keys(quotes).map((name) => [name, true]));
  for (const [path, text] of texts) {
    if (!path.endsWith('.hbs')) verbatim.set(path, new TextEncoder().encode(text));
    else {
      const name = path.slice(0, -'.hbs'.length);
      handlebars.registerPartial(name, text);
      print.set(
        name,
        handlebars.compile(text, { strict: true, noEscape: true, knownHelpers, knownHelpersOnly: true }),
      );
    }
  }
  return { print, verbatim };
}
