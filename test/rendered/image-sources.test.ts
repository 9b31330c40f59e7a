import { expect, test } from 'vitest';
import { frameworkKinds, kinds, textsOf } from '../support/build-listing.ts';
import { algorithm } from '../support/expect-problems.ts';

const training = (members: string) =>
  `training: { channels: [{ name: train, contentTypes: [text/csv] }], ${members} }`;
const scripted = ['scikit-learn', 'flask'].flatMap((framework) =>
  ['train.py', 'code/train.py'].flatMap((entry) =>
    ['separate', 'combined'].map((image): [string, string] => [
      `${framework}, ${entry}, ${image}`,
      algorithm({
        framework: `framework: ${framework}`,
        training: training(`entry: ${entry}, image: ${image}`),
      }),
    ]),
  ),
);

test.each([...Object.entries({ ...kinds, ...frameworkKinds }), ...scripted])(
  '%s: what the Dockerfiles copy is generated, or the seller’s, and .dockerignore lets it through',
  (_, yaml) => {
    const texts = textsOf(yaml);
    const paths = [...texts.keys()];
    const letIn = [...(texts.get('.dockerignore') ?? '').matchAll(/^!(.+)$/gm)].map(([, path]) => path ?? '');
    for (const name of ['Dockerfile', 'Dockerfile.training'])
      for (const source of sourcesOf(texts.get(name) ?? '')) {
        const isGenerated = paths.some((path) => path === source || path.startsWith(source));
        expect(isGenerated || sellers.test(source), `${name}: ${source}`).toBe(true);
        expect(
          letIn.some((path) => source === path || source.startsWith(`${path}/`)),
          `.dockerignore: ${source}`,
        ).toBe(true);
      }
  },
);

/** The model, a script and the files next to it. */
const sellers = /^(model\/|trained\/v1\/|(my )?code\/|train\.py|\*\.py|server\.js|public)$/;

/** The files that are copied from the listing's folder. A name with brackets is copied only if it exists. */
function sourcesOf(dockerfile: string): string[] {
  return [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, words = '']) => {
    const all: string[] = words.startsWith('[') ? JSON.parse(words) : words.split(' ');
    return all.slice(0, -1).filter((word) => !/[[\]]|\*$/.test(word));
  });
}
