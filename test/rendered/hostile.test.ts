import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { renderText } from '../support/build-listing.ts';
import { dockerReads } from '../support/docker-reads.ts';
import { hostileLine } from '../support/hostile-text.ts';

/**
 * AWS accepts everything that validation accepts. Everything else must end in a problem, never in an
 * exception.
 */
const manifests = fc.record({
  title: hostileLine,
  description: hostileLine,
  value: hostileLine,
  name: hostileLine,
  category: hostileLine,
});

test('hostile texts of a manifest reach every file unchanged, or are refused with a problem', () => {
  let accepted = 0;
  fc.assert(
    fc.property(manifests, (words) => {
      const { rendered, problems } = renderText(manifestWith(words));
      if (!rendered) {
        expect(problems.length).toBeGreaterThan(0);
        return;
      }
      accepted += 1;
      const text = (path: string) => new TextDecoder().decode(rendered.files.get(path as never)?.content);
      const dockerfile = text('Dockerfile');
      expect(JSON.parse(text('package.json')).description).toBe(words.title);
      expect(JSON.parse(text('marketplace/create-algorithm.json'))).toMatchObject({
        AlgorithmDescription: words.description,
        TrainingSpecification: {
          SupportedHyperParameters: [
            {
              Name: words.name,
              Range: { CategoricalParameterRangeSpecification: { Values: [words.category] } },
            },
          ],
        },
      });
      expect(dockerReads(/\nENV VALUE=([^\n]*)/.exec(dockerfile)?.[1] ?? '')).toBe(words.value);
      expect(dockerReads(/image\.title=("[^\n]*") \\\n/.exec(dockerfile)?.[1] ?? '')).toBe(words.title);
    }),
    { numRuns: 400 },
  );
  expect(accepted).toBeGreaterThan(10);
});

interface Words {
  readonly title: string;
  readonly description: string;
  readonly value: string;
  readonly name: string;
  readonly category: string;
}

function manifestWith({ title, description, value, name, category }: Words): string {
  const s3 = 's3://data/x/';
  return stringify({
    version: 1,
    product: { type: 'algorithm', name: 'churn-scorer', title, description },
    framework: 'typescript',
    base: 'amazonlinux:2023',
    contentTypes: { input: ['text/csv'], output: ['application/json'] },
    inference: { environment: { VALUE: value } },
    training: {
      image: 'combined',
      channels: [{ name: 'train', contentTypes: ['text/csv'] }],
      hyperparameters: [{ name, type: 'categorical', values: [category], default: category }],
    },
    validation: {
      role: 'arn:aws:iam::123456789012:role/v',
      transform: { input: s3, output: s3, contentType: 'text/csv' },
      training: { channels: { train: s3 }, output: s3 },
    },
  });
}
