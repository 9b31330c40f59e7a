import type { CommandOption } from '../shell/commands/command.ts';

/** The options of every command whose result is a list of problems. */
export const formatOptions = {
  json: { kind: 'flag', help: 'print the problems as JSON' },
  format: {
    kind: 'text',
    placeholder: '<text|json|github|sarif>',
    help: 'how the problems are printed [text]',
  },
} as const satisfies Readonly<Record<string, CommandOption>>;
