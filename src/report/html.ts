/** Text that is HTML already. Everything else is quoted where it is printed. */
export interface Html {
  readonly html: string;
}

type Printable = string | number | Html | readonly Html[] | null;

/** Prints HTML in which every value is quoted, between tags and inside double-quoted attributes alike. */
export function html(texts: TemplateStringsArray, ...values: readonly Printable[]): Html {
  const printed = values.map((value, index) => print(value) + texts[index + 1]);
  return { html: [texts[0], ...printed].join('') };
}

/** A style or script of ours, as it is: the browser reads it up to its closing tag and undoes no quoting. */
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

/** Control characters have no meaning in a page, and a parser may drop or change them: they are shown as unknown. */
function quote(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
    .replace(/[^\P{Cc}\t\n]/gu, '\u{fffd}');
}
