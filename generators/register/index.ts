import { registerCommand } from '../../src/shell/commands/register.ts';
import { commandGenerator } from '../app/command-generator.ts';
import { publishingEndings } from '../app/endings.ts';

export default commandGenerator({
  ...registerCommand,
  name: 'sagemaker-mkt:register',
  endings: publishingEndings,
});
