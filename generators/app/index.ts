import { generateCommand } from '../../src/shell/commands/generate.ts';
import { initCommand } from '../../src/shell/commands/init.ts';
import { commandGenerator } from './command-generator.ts';
import { endings } from './endings.ts';

/** `yo sagemaker-mkt`. */
export default commandGenerator({
  name: 'sagemaker-mkt',
  summary: 'Generates the listing of a marketplace.yaml. Without one, it asks a few questions first.',
  operands: 'the manifest, or the folder that holds it [.]',
  mostOperands: 1,
  options: { ...initCommand.options, ...generateCommand.options },
  endings,
  run: async (call, host) => (await import('./start-and-generate.ts')).startAndGenerate(call, host),
});
