import Handlebars from 'handlebars';
import { quotes } from './quotes.ts';

const knownHelpers = Object.fromEntries(Object.keys(quotes).map((name) => [name, true]));

/** The program of a template, as an expression in JavaScript. */
export function compileTemplate(text: string): string {
  const options = { strict: true, noEscape: true, knownHelpers, knownHelpersOnly: true };
  return String(Handlebars.precompile(text, options));
}
