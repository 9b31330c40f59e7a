/** What a block of commands in the guide of a listing needs: an account alone, a container engine, or the Catalog API. */
export type StepNeeds = 'account' | 'engine' | 'catalog';

export interface WalkStep {
  readonly needs: StepNeeds;
  readonly commands: string;
}

/**
 * The commands that a listing's README gives for publishing, in their order. They share one shell: an early one sets what a
 * later one uses.
 */
export function publishSteps(readme: string): readonly WalkStep[] {
  const [, section = ''] = readme.split('\n## Publish it\n');
  const blocks = [...(section.split('\n## ')[0]?.matchAll(/^```sh\n([\s\S]*?)^```$/gm) ?? [])];
  return blocks.map(([, commands = '']) => ({ needs: needsOf(commands), commands }));
}

function needsOf(commands: string): StepNeeds {
  if (/^scripts\//m.test(commands)) return 'engine';
  return commands.includes('aws marketplace-catalog') ? 'catalog' : 'account';
}
