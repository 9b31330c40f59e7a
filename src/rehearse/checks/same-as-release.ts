import { compareAnswers } from '../answers/compare-answers.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const sameAsRelease: Check = {
  id: 'same-as-release',
  rule: 'What changed since another release is known: buyers compare the answers of both.',
  source: sources.none,
  objector: 'good practice',
  phase: 'serve',
  look: async (scene) => {
    if (scene.against === undefined) return notSeen('no release to compare with was named by  --against');
    const { count, differences } = await compareAnswers(scene, scene.against);
    const { release } = scene.against;
    if (differences.length > 0)
      return failed(
        `the samples get other answers than from release ${release}`,
        'say in the release notes what changed, or mend it',
        differences,
      );
    return count > 0
      ? passed(`${count} as from release ${release}`)
      : notSeen(`release ${release} answered none of these pairs`);
  },
};
