import { generateCommand } from '../../src/shell/commands/generate.ts';
import { commandGenerator } from '../app/command-generator.ts';
import { endings } from '../app/endings.ts';

export default commandGenerator({
  ...generateCommand,
  name: 'sagemaker-mkt:fleet',
  summary: 'Generates every listing below this folder, or those of quoted globs, and prints a table.',
  endings,
  run: (call) =>
    generateCommand.run({ ...call, operands: call.operands.length > 0 ? call.operands : ['**'] }),
});
