import type { Rule, Violation } from './rule.ts';

/** A base is an operating system, or a Deep Learning Container with its tag. */
export const baseChoice: Rule = {
  code: 'base-choice',
  check({ manifest: { base }, attempted }) {
    if (base === undefined || typeof base === 'string') return [];
    const given = Object.entries(base).flatMap(([member, value]) => (value === undefined ? [] : [member]));
    const has = (member: string) => given.includes(member) || attempted.has(`base.${member}`);
    const containers = ['deepLearningContainer', 'tag'].filter(has);
    const systems = ['os', 'image', 'packages'].filter(has);
    const words = faultOf(containers, systems);
    return words ? [{ at: ['base'], atKey: true, ...words }] : [];
  },
};

function faultOf(
  containers: readonly string[],
  systems: readonly string[],
): Pick<Violation, 'what' | 'fix'> | undefined {
  const asked = {
    fix: 'write  base: { os: amazonlinux:2023 }  or  base: { deepLearningContainer: pytorch-inference, tag: … }',
  };
  const [container] = containers;
  const [system] = systems;
  if (container && system)
    return {
      ...asked,
      what: `\`base\` has \`${system}\` and \`${container}\`, which belong to two kinds of base`,
    };
  if (!container && !systems.includes('os')) return { ...asked, what: '`base` names no operating system' };
  if (container && containers.length < 2)
    return { ...asked, what: '`base` needs both `deepLearningContainer` and its `tag`' };
  return undefined;
}
