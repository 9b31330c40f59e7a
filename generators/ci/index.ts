import { ciCommand } from '../../src/shell/commands/ci.ts';
import { commandGenerator } from '../app/command-generator.ts';
import { endings } from '../app/endings.ts';

export default commandGenerator({ ...ciCommand, name: 'sagemaker-mkt:ci', endings });
