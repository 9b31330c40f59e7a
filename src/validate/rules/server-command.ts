import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule, Violation } from './rule.ts';

/** A command is a list of words that no shell reads. */
export const serverCommand: Rule = {
  code: 'server-command',
  check({ manifest: { server } }) {
    const command = server?.command ?? [];
    const [program = ''] = command;
    const at = ['server', 'command', 0];
    if (command.length === 1 && /\S\s+\S/.test(program)) {
      const words = program.trim().split(/\s+/);
      return [
        {
          at,
          what: '`server.command` has the whole command in one word',
          because: 'no shell reads it, so the program would have this name',
          fix: `write each word by itself: [${words.map((word) => (/^[\w./-]+$/.test(word) ? word : JSON.stringify(word))).join(', ')}]`,
        },
      ];
    }
    if (/^(?:npm|npx|yarn|pnpm)$/.test(program))
      return [
        {
          at,
          what: `\`server.command\` begins with ${program}, which the image does not have`,
          because: 'it has Node alone, and needs no package manager to run a program',
          fix: `start the program by its file, as in  [node, server.js]`,
        },
      ];
    return command.flatMap((word, index) => variableIn(word, index));
  },
};

function variableIn(word: string | undefined, index: number): Violation[] {
  const [written] = /\$\{?[A-Za-z_]\w*\}?/.exec(word ?? '') ?? [];
  if (word === undefined || written === undefined) return [];
  const place = placeOf(written);
  return [
    {
      at: ['server', 'command', index],
      severity: 'warning',
      what: `\`server.command\` has the variable ${written} in ${valueInWords(word)}`,
      because: 'no shell reads the command, so the program gets these characters as they are',
      fix: place
        ? `write ${valueInWords(word.replace(written, place))}`
        : 'write its value, or start a shell script that reads it',
    },
  ];
}

/** What our server fills in. */
function placeOf(variable: string): string | undefined {
  if (/^\$\{?\w*PORT\}?$/.test(variable)) return '{port}';
  return /^\$\{?SM_MODEL_DIR\}?$/.test(variable) ? '{model}' : undefined;
}
