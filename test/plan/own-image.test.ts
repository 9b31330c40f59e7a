import { expect, test } from 'vitest';
import { ownImageKinds, renderText, textsOf } from '../support/build-listing.ts';
import { ownImage } from '../support/expect-problems.ts';

test('nothing is generated that would go into an image, and nothing where a seller has files of their own', () => {
  expect([...textsOf(ownImage()).keys()]).toEqual([
    '.gitignore',
    'marketplace/README.md',
    'marketplace/cloudformation.yaml',
    'samples/application-json.json',
    'samples/text-csv.csv',
    'scripts/upload.sh',
  ]);
  const { rendered } = renderText(ownImage());
  expect([...(rendered?.files ?? [])].find(([path]) => path === '.gitignore')?.[1].policy).toBe('seed');
  expect(rendered?.unused).toEqual([]);
});

test('with a validation there is a request, a script for it and the page', () => {
  const files = textsOf(ownImageKinds['an algorithm of two own images'] ?? '');
  expect(JSON.parse(files.get('marketplace/create-algorithm.json') ?? '')).toMatchObject({
    TrainingSpecification: {
      TrainingImage: expect.stringContaining('/churn-scorer-training@TRAINING_IMAGE_DIGEST'),
    },
    InferenceSpecification: {
      Containers: [{ Image: expect.stringContaining('/churn-scorer@INFERENCE_IMAGE_DIGEST') }],
    },
  });
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['scripts/register.sh', 'marketplace/product-page.md']),
  );
  expect(files.get('marketplace/product-page.md')).not.toContain('Made with');
});

test.each(Object.entries(ownImageKinds))('no file of %s speaks of what was not generated', (_kind, yaml) => {
  for (const [path, text] of textsOf(yaml)) {
    const named = text.match(/scripts\/(?:build|run|local)\.sh|npm run|Dockerfile|Image of your own/g);
    expect(named, path).toBeNull();
  }
});
