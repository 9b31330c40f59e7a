import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** The contexts that a part of a workflow can use: `github`, `needs`, `matrix` and so on. */
export type Contexts = Readonly<Record<string, unknown>>;

/** The result of the earlier steps or jobs. */
export type Course = 'success' | 'failure';

/** Evaluates one expression with GitHub's own code. */
export function evaluate(code: string, contexts: Contexts, course: Course = 'success'): unknown {
  const functions = Object.entries({
    always: true,
    success: course === 'success',
    failure: course === 'failure',
    cancelled: false,
  }).map(([name, value]) => ({ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) }));
  const { tokens } = new Lexer(code).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const context = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  const evaluator = new Evaluator(parsed, context, new Map(functions.map((entry) => [entry.name, entry])));
  return JSON.parse(JSON.stringify(evaluator.evaluate(), data.replacer));
}

/**
 * Replaces the expressions in a text of a workflow. If the text is one single expression, the value keeps its
 * type.
 */
export function fillIn(text: unknown, contexts: Contexts): unknown {
  if (typeof text !== 'string') return text;
  const whole = /^\$\{\{((?:(?!\}\}).)*)\}\}$/s.exec(text);
  if (whole) return evaluate(whole[1] ?? '', contexts);
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, code: string) => String(evaluate(code, contexts) ?? ''));
}

/** Whether a job or a step runs. Without a status function in its condition, it runs only after success. */
export function holds(condition: string | undefined, contexts: Contexts, course: Course): boolean {
  const code = (condition ?? '').replace(/^\$\{\{(.*)\}\}$/s, '$1');
  if (!/\b(always|success|failure|cancelled)\(/.test(code) && course !== 'success') return false;
  return code === '' || Boolean(evaluate(code, contexts, course));
}
