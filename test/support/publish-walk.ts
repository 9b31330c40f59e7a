/**
 * What a block of commands in a listing's guide needs: only an account, a container engine, the Catalog API,
 * or this generator.
 */
export type StepNeeds = 'account' | 'engine' | 'catalog' | 'generator';

export interface WalkStep {
  readonly needs: StepNeeds;
  readonly commands: string;
}

/**
 * The publishing commands in a listing's README, in their order. They share one shell, because later ones use
 * variables of earlier ones.
 */
export function publishSteps(readme: string): readonly WalkStep[] {
  const [, section = ''] = readme.split('\n## Publish it\n');
  const blocks = [...(section.split('\n## ')[0]?.matchAll(/^```sh\n([\s\S]*?)^```$/gm) ?? [])];
  return blocks.map(([, commands = '']) => ({ needs: needsOf(commands), commands }));
}

function needsOf(commands: string): StepNeeds {
  if (/^scripts\//m.test(commands)) return 'engine';
  if (/^sagemaker-mkt /m.test(commands)) return 'generator';
  return commands.includes('aws marketplace-catalog') ? 'catalog' : 'account';
}
