import { replaceHidden } from '../text/hidden-characters.ts';
/** Text that is already HTML. All other text is quoted when it is printed. */
export interface Html {
  readonly html: string;
}

type Printable = string | number | Html | readonly Html[] | null;

/** Prints HTML with every value quoted, both between tags and in double-quoted attributes. */
export function html(texts: TemplateStringsArray, ...values: readonly Printable[]): Html {
  const printed = values.map((value, index) => print(value) + texts[index + 1]);
  return { html: [texts[0], ...printed].join('') };
}

/** Our own style or script, not quoted: the browser decodes no entities in it, and reads it up to its closing tag. */
export function elementText(code: string): Html {
  if (/<\/|<!--/.test(code)) throw new Error('a style or script of the report would end its own element');
  return { html: code };
}

function print(value: Printable): string {
  if (value === null) return '';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map((part) => part.html).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Hidden characters become U+FFFD: a parser may drop control characters, and others turn the text around them. */
function quote(text: string): string {
  return replaceHidden(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
