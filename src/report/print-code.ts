import { type Html, html } from './html.ts';

/** As many characters fit into a line of the narrowest screens. */
const widest = 34;

/** A path, a command or a code. It breaks only after a slash; what is too wide even then scrolls. */
export function printCode(text: string, most = widest): Html {
  const isLong = text.split('/').some((part) => part.length > most);
  return html`<code${isLong ? scrolls(text) : null}>${withBreaks(text)}</code>`;
}

/** Lines as they are: they scroll as one where one of them is too wide. */
export function printLines(text: string, marked: Html = html`${text}`): Html {
  const isLong = text.split('\n').some((line) => line.length > widest);
  return html`<pre${isLong ? html` tabindex="0" role="group" aria-label="Lines"` : null}>${marked}</pre>`;
}

/** What scrolls has to be reachable by keyboard. */
function scrolls(text: string): Html {
  return html` class="long" tabindex="0" role="group" aria-label="${text}"`;
}

function withBreaks(text: string): Html {
  const [first = '', ...others] = text.split('/');
  return html`${first}${others.map((part) => html`/<wbr>${part}`)}`;
}

/** In a sentence, code is between back-ticks, and a command between double spaces. */
const code = /`([^`\n]+)`|(?<=\S) {2}(\S.*?)(?: {2}|(?=\n)|$)/g;

/** A sentence as the terminal prints it, with its codes and commands as such. */
export function printSentence(text: string): Html {
  const parts: Html[] = [];
  let end = 0;
  for (const { 0: whole, 1: quoted, 2: command = '', index } of text.matchAll(code)) {
    parts.push(html`${text.slice(end, index)}`);
    parts.push(quoted === undefined ? html` ${printCode(command)} ` : printCode(quoted));
    end = index + whole.length;
  }
  return html`${[...parts, html`${text.slice(end)}`]}`;
}
