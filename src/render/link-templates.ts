import type Handlebars from 'handlebars';
import handlebarsRuntime from 'handlebars/runtime.js';
import type { View } from '../model/file-plan.ts';
import { quotes } from './quotes.ts';

/** Functions that print a file from a view, by template path below `templates/` without the extension. */
export type Templates = ReadonlyMap<string, Print>;

type Print = (view: View) => string;

/** Gives a compiled template. It is asked on first use, because a run uses few of them. */
export type TemplateProgram = () => TemplateSpecification;

/** The part of Handlebars that runs compiled templates. Its package declares no types for it. */
const runtime = handlebarsRuntime as unknown as Pick<typeof Handlebars, 'create'>;

/** Makes the templates find each other and the quotes. A template may include another by name, with the same view. */
export function linkTemplates(programs: ReadonlyMap<string, TemplateProgram>): Templates {
  const handlebars = runtime.create();
  const templates = new Map<string, Print>();
  for (const [name, quote] of Object.entries(quotes)) handlebars.registerHelper(name, quote);
  for (const [name, program] of programs) {
    let linked: Handlebars.TemplateDelegate<View> | undefined;
    const print: Handlebars.TemplateDelegate<View> = (view, options) => {
      linked ??= handlebars.template<View>(program());
      return linked(view, options);
    };
    handlebars.registerPartial(name, print);
    templates.set(name, (view) => print(view));
  }
  return templates;
}
