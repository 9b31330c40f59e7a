import { rehearseCommand } from '../../src/shell/commands/rehearse.ts';
import { commandGenerator } from '../app/command-generator.ts';
import { rehearsalEndings } from '../app/endings.ts';

/** Yeoman hands its own environment over as `env`. */
const { env: _, ...options } = rehearseCommand.options;

export default commandGenerator({
  ...rehearseCommand,
  options,
  name: 'sagemaker-mkt:rehearse',
  endings: rehearsalEndings,
});
