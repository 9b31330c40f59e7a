import type { Command } from './command.ts';

/** How much a command prints. */
export const quietOption = {
  quiet: { kind: 'flag', short: 'q', help: 'print only problems and the result' },
} as const satisfies Command['options'];

/** The same, with the option for more. */
export const outputOptions = {
  ...quietOption,
  verbose: { kind: 'flag', short: 'v', help: 'print each file too' },
} as const satisfies Command['options'];
