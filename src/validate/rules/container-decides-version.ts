import { type FoundContainer, findContainer } from '../../model/find-container.ts';
import { type WrittenFramework, writtenFramework } from '../written-framework.ts';
import type { Rule, Violation } from './rule.ts';

/** The container decides the versions of the framework and of Python in the image; the manifest must agree. */
export const containerDecidesVersion: Rule = {
  code: 'container-decides-version',
  check(context) {
    const container = findContainer(context.manifest.base, context.catalogue);
    const framework = writtenFramework(context);
    if (!container || !framework) return [];
    return [...versionFault(container, framework), ...pythonFault(container, framework)];
  },
};

function versionFault({ repository, says, tag }: FoundContainer, framework: WrittenFramework): Violation[] {
  const { entry, version } = framework;
  if (version === undefined || !repository.libraries.includes(entry.name)) return [];
  if (version === says.version || says.version.startsWith(`${version}.`)) return [];
  return [
    {
      at: ['framework', 'version'],
      what: `\`framework.version\` is "${version}", and ${repository.name} ${tag} has ${entry.title} ${says.version}`,
      because: 'the framework is in the container',
      fix: `remove \`version\`, or choose a tag of ${version}`,
    },
  ];
}

function pythonFault({ repository, tag, python }: FoundContainer, framework: WrittenFramework): Violation[] {
  const written = framework.python;
  if (written === undefined || python === null || written === python || framework.entry.family === 'node')
    return [];
  return [
    {
      at: ['framework', 'python'],
      what: `\`framework.python\` is "${written}", and ${repository.name} ${tag} has Python ${python}`,
      because: 'the container’s own Python runs the model',
      fix: `remove \`python\`, or choose a tag with Python ${written}`,
    },
  ];
}
