import { frameworkChoice } from '../../model/chosen-framework.ts';
import { findContainer } from '../../model/find-container.ts';
import { isBefore } from '../../model/version-order.ts';
import { listInWords } from '../../problem/phrasing.ts';
import { isBrought, writtenFramework } from '../written-framework.ts';
import type { Rule, RuleContext, Violation } from './rule.ts';

/** Some frameworks have a build for CUDA, in some versions; in a Deep Learning Container, its tag decides. */
export const acceleratorNotThere: Rule = {
  code: 'accelerator-not-there',
  check(context) {
    const { manifest, catalogue } = context;
    if (frameworkChoice(manifest)?.accelerator === undefined) return [];
    const container = findContainer(manifest.base, catalogue);
    if (container?.says.device === 'cpu')
      return [
        {
          at: ['framework', 'accelerator'],
          what: `the image is to have CUDA, and ${container.repository.name} ${container.tag} is a container for processors`,
          fix: 'remove `accelerator`, or write a tag with gpu or CUDA in it',
          related: [{ at: { path: ['base', 'tag'], target: 'value' }, sentence: 'the tag is written here' }],
        },
      ];
    return [...noBuild(context), ...noBuildOfVersion(context)];
  },
};

function noBuild(context: RuleContext): Violation[] {
  const entry = writtenFramework(context)?.entry;
  if (!entry || entry.cuda || isBrought(context, entry)) return [];
  const built = context.catalogue.frameworks.filter(({ cuda }) => cuda).map(({ name }) => name);
  return [
    {
      at: ['framework', 'accelerator'],
      what: `this generator knows no build of ${entry.title} for CUDA`,
      fix: `remove \`accelerator\`, or use one of ${listInWords(built)}`,
    },
  ];
}

function noBuildOfVersion(context: RuleContext): Violation[] {
  const framework = writtenFramework(context);
  const newest = framework?.entry.cuda?.newest;
  if (!framework || newest === undefined || framework.version === undefined) return [];
  if (isBrought(context, framework.entry)) return [];
  const written = framework.version.split('.').slice(0, 2).join('.');
  if (!isBefore(newest, written)) return [];
  const { entry } = framework;
  const [build] = entry.versions;
  return [
    {
      at: ['framework', 'version'],
      what: `${entry.title} ${framework.version} has no build for CUDA ${build?.cuda}`,
      because: `newer builds need CUDA 13, and no driver of SageMaker’s batch transforms runs that: AWS could not validate the product`,
      fix: `write "${newest}", the newest version that has one`,
    },
  ];
}
