import { type Statement, statementsOf } from './python-statements.ts';

/**
 * The line of `def train` in a script that defines it and does nothing when it is run, as scripts for the first
 * containers of MXNet and Chainer did. Where the file calls anything that may train, there is none.
 */
export function onlyDefinesTrain(text: string): number | undefined {
  const run = statementsThatRun(statementsOf(text));
  const train = run.find((statement) => /^(?:async\s+)?def\s+train\s*\(/.test(statement.text));
  return train && run.every(isHarmless) ? train.line : undefined;
}

/** Without the bodies of functions and classes. */
function statementsThatRun(statements: readonly Statement[]): readonly Statement[] {
  let isInBody = false;
  return statements.filter((statement) => {
    const isTop = statement.indent === 0 && !statement.isSameLine;
    if (isTop) isInBody = definition.test(statement.text);
    return isTop || !isInBody;
  });
}

const definition = /^(?:async\s+def|def|class)\b/;

/** A definition, an import, a plain value, and the condition of one; no call but of what cannot train. */
function isHarmless({ text }: Statement): boolean {
  if (definition.test(text)) return true;
  if (/^(?:import|from)\s|^pass$|^(?:try|else|finally)\s*:|^except\b[^(]*:|^""/.test(text)) return true;
  const plain = withoutHarmlessCalls(text).trim();
  const isStep = /^(?:if|elif)\s.*:|^[\w.,\s]+(?:\[[^\]]*\])?(?:\s*:[^=]+)?\s*=(?!=)|^$/.test(plain);
  return isStep && !/__name__|\w\s*\(|\)\s*[.([]/.test(plain);
}

/** From the inside out, as one may be the argument of another. */
function withoutHarmlessCalls(text: string): string {
  const shorter = text.replace(harmlessCalls, '');
  return shorter === text ? text : withoutHarmlessCalls(shorter);
}

const harmlessCalls =
  /\b(?:logging(?:\.\w+)+|log(?:ger)?\.\w+|warnings\.\w+|os\.(?:environ|path)(?:\.\w+)+|os\.getenv|sys\.path\.\w+|int|float|str|bool|dict|list|set|tuple|print|(?:\w+\.)?(?:random\.)?(?:seed|manual_seed|set_random_seed))\s*\([^()]*\)/g;
