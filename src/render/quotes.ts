import { dockerJson, dockerValue, dockerWord } from './quote/docker-value.ts';
import { markdownCode, markdownFence, markdownLines, markdownText } from './quote/markdown-text.ts';
import { pyComment, pyLiteral } from './quote/py-literal.ts';
import { shellWord } from './quote/shell-word.ts';
import { tsComment, tsKey, tsLiteral } from './quote/ts-literal.ts';
import { yamlText } from './quote/yaml-text.ts';

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
  markdownLines,
  markdownFence,
  yamlText,
  /** For a number or a word of a fixed set, which needs no quoting; `test/meta/templates.test.ts` lists the uses. */
  raw: (value: string | number) => String(value),
};
