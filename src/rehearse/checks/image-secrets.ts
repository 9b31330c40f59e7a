import { isSecretPath } from '../../model/secret-paths.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import type { ImageFacts } from '../stage.ts';
import { failed, passed } from '../verdicts.ts';

const secretsInWords =
  /_authToken=\S+|(AKIA|ASIA)[0-9A-Z]{16}|\b[A-Z0-9_]*(PASSWORD|SECRET|TOKEN)(_[A-Z0-9_]*)?=[^\s$]+|:\/\/[^\s/@:]+:[^\s/@]+@/;

export const imageSecrets: Check = {
  id: 'image-secrets',
  rule: 'No layer, command or variable of an image holds a secret: AWS Marketplace asks this of products in containers, and a later RUN rm hides nothing.',
  source: sources.policies,
  objector: 'AWS refuses',
  phase: 'image',
  needs: 'container',
  look: ({ images }) => {
    const found = images.flatMap(secretsOf);
    if (found.length === 0) return passed(`none in ${looked(images)}`);
    return failed(
      found.length === 1
        ? 'something that looks like a secret'
        : `${found.length} places that look like secrets`,
      'give it to the build as a secret (RUN --mount=type=secret), or leave it out, and change what has been in an image',
      found,
    );
  },
};

/** The places of secrets, never the secrets. */
function secretsOf({ name, history, environment, files }: ImageFacts): readonly string[] {
  const commands = history.filter(({ command }) => secretsInWords.test(command));
  const variables = environment.filter((variable) => secretsInWords.test(variable));
  return [
    ...commands.map(({ command }) => `${name}: the command ${hidden(command)}`),
    ...variables.map((variable) => `${name}: the variable ${variable.split('=')[0]}`),
    ...(files ?? []).filter((path) => isSecretPath(path)).map((path) => `${name}: the file /${path}`),
  ];
}

function hidden(command: string): string {
  return command.replace(new RegExp(secretsInWords, 'g'), '***').slice(0, 120);
}

function looked(images: readonly ImageFacts[]): string {
  const files = images.reduce((sum, image) => sum + (image.files?.length ?? 0), 0);
  const commands = images.reduce((sum, image) => sum + image.history.length, 0);
  return files > 0 ? `${commands} commands and ${files} files of all layers` : `${commands} commands`;
}
