import type { CommandOption } from '../shell/commands/command.ts';

export const problemFormats = ['text', 'json', 'github', 'sarif'] as const;

/** The options of every command whose result is a list of problems. */
export const formatOptions = {
  json: { kind: 'flag', help: 'print the problems as JSON' },
  format: {
    kind: 'text',
    placeholder: `<${problemFormats.join('|')}>`,
    values: problemFormats,
    help: 'how the problems are printed [text]',
  },
} as const satisfies Readonly<Record<string, CommandOption>>;
