import { rehearseCommand } from '../../src/shell/commands/rehearse.ts';
import { commandGenerator } from '../app/command-generator.ts';
import { rehearsalEndings } from '../app/endings.ts';

export default commandGenerator({
  ...rehearseCommand,
  name: 'sagemaker-mkt:rehearse',
  endings: rehearsalEndings,
});
