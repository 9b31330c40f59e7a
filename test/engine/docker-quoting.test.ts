import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dockerValue } from '../../src/render/quote/docker-value.ts';
import { hostileLine, nastyTexts } from '../support/hostile-text.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { docker, engineMissing } from './engine.ts';

const missing = engineMissing();
const builders = [
  ['the legacy builder', '0'],
  ['BuildKit', '1'],
] as const;

for (const [builder, buildkit] of builders)
  test.skipIf(missing)(
    `${builder} reads every environment value and label back exactly${missing ? ` (${missing})` : ''}`,
    () => {
      const folder = temporaryFolder();
      const texts = [...nastyTexts, ...fc.sample(hostileLine, 150)];
      const lines = texts.flatMap((text, index) => [
        `ENV V${index}=${dockerValue(text)}`,
        `LABEL l${index}=${dockerValue(text)}`,
      ]);
      // Each instruction is a layer of metadata, and engines limit their number, so they are merged.
      const merged = ['ENV', 'LABEL'].map((word) =>
        lines
          .filter((line) => line.startsWith(word))
          .map((line) => line.slice(word.length))
          .reduce((all, one) => `${all} \\\n${one}`, word),
      );
      writeFileSync(join(folder, 'Dockerfile'), `FROM scratch\n${merged.join('\n')}\nCMD ["x"]\n`);
      const tag = `sagemaker-mkt-quoting-${buildkit}`;
      docker(['build', '--quiet', '--tag', tag, folder], { DOCKER_BUILDKIT: buildkit });
      const [image] = JSON.parse(docker(['image', 'inspect', tag])) as [
        { Config: { Env: string[]; Labels: Record<string, string> } },
      ];
      const environment = image.Config.Env.filter((entry) => entry.startsWith('V')).map((entry) =>
        entry.slice(entry.indexOf('=') + 1),
      );
      expect(environment).toEqual(texts);
      expect(texts.map((_, index) => image.Config.Labels[`l${index}`])).toEqual(texts);
      docker(['image', 'rm', '--force', tag]);
    },
  );
