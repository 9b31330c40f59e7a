import { uploadCommand } from '../../src/shell/commands/upload.ts';
import { commandGenerator } from '../app/command-generator.ts';
import { publishingEndings } from '../app/endings.ts';

export default commandGenerator({
  ...uploadCommand,
  name: 'sagemaker-mkt:upload',
  endings: publishingEndings,
});
