import { ciCommand } from '../../shell/commands/ci.ts';
import type { Command } from '../../shell/commands/command.ts';
import { generateCommand } from '../../shell/commands/generate.ts';
import { initCommand } from '../../shell/commands/init.ts';
import { registerCommand } from '../../shell/commands/register.ts';
import { rehearseCommand } from '../../shell/commands/rehearse.ts';
import { uploadCommand } from '../../shell/commands/upload.ts';
import { checkCommand } from './check.ts';
import { completionCommand } from './completion.ts';
import { explainCommand } from './explain.ts';
import { matrixCommand } from './matrix.ts';
import { upgradeCommand } from './upgrade.ts';
import { validateCommand } from './validate.ts';

/** In the order of a listing's life. */
export const allCommands: readonly Command[] = [
  initCommand,
  validateCommand,
  upgradeCommand,
  explainCommand,
  generateCommand,
  checkCommand,
  rehearseCommand,
  uploadCommand,
  registerCommand,
  matrixCommand,
  ciCommand,
  completionCommand,
];

/** What stands in place of a command, with its letter. */
export const topOptions = {
  help: { short: 'h', help: 'this page, or that of a command' },
  version: { short: 'V', help: 'the version of this generator' },
} as const;
