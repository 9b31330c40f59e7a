import { mayBeSecret } from '../../model/secret-paths.ts';
import { basesOf, type Instruction } from '../dockerfile.ts';
import type { RuleBreak } from './rule-break.ts';

/** What a Dockerfile does that a listing must not. The project’s own files tell what `COPY .` brings. */
export function faultsOfDockerfile(
  path: string,
  instructions: readonly Instruction[],
  brought: readonly string[],
): readonly RuleBreak[] {
  const at = (line: number, found: Omit<RuleBreak, 'path' | 'line'>): RuleBreak => ({ ...found, path, line });
  return [
    ...basesOf(instructions)
      .filter(({ image }) => isMoving(image))
      .map(({ line, image }) => at(line, movingBase(image))),
    ...instructions.flatMap((one) => [
      ...otherPorts(one).map((found) => at(one.line, found)),
      ...secretsIn(one, brought).map((found) => at(one.line, found)),
    ]),
  ];
}

/** Without a tag, or with one that names another image tomorrow. */
function isMoving(image: string): boolean {
  if (image.includes('@sha256:')) return false;
  const tag = /:([\w.-]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}

function movingBase(image: string): Omit<RuleBreak, 'path' | 'line'> {
  const hasTag = image.endsWith(':latest');
  return {
    code: 'project-latest',
    what: `\`FROM ${image}\` ${hasTag ? 'has the tag `latest`' : 'has no tag, which means `latest`'}`,
    because: 'the same Dockerfile gives another image tomorrow, and buyers get one that nobody tried',
    fix: 'nothing for the listing, which has a Dockerfile of its own; in yours, name a version or a digest',
  };
}

function otherPorts({ word, rest }: Instruction): readonly Omit<RuleBreak, 'path' | 'line'>[] {
  const ports =
    word === 'EXPOSE'
      ? (rest.match(/\b\d{2,5}\b/g) ?? [])
      : word === 'CMD' || word === 'ENTRYPOINT'
        ? [
            ...rest.matchAll(
              /(?:--port["',\s=]+|-p["',\s]+|--bind["',\s=]+[\d.]*:|-b["',\s]+[\d.]*:|\b0\.0\.0\.0:|--server\.port["',\s=]+)(\d{2,5})\b/g,
            ),
          ].map(([, port = '']) => port)
        : [];
  const others = [...new Set(ports)].filter((port) => port !== '8080');
  if (others.length === 0 || ports.includes('8080')) return [];
  return [
    {
      code: 'project-port',
      what: `\`${word}\` names port ${others.join(' and ')}`,
      rule: 'SageMaker calls port 8080, and no other',
      fix: 'nothing for the listing, whose own server listens on 8080; elsewhere, listen on 8080',
    },
  ];
}

const keys =
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36,}|\bhf_[A-Za-z0-9]{30,}|\bsk-[A-Za-z0-9_-]{32,}|\bxox[bp]-[A-Za-z0-9-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY|:\/\/[^\s:/@$]+:[^\s:/@${]+@/;

function secretsIn(
  { word, rest }: Instruction,
  brought: readonly string[],
): readonly Omit<RuleBreak, 'path' | 'line'>[] {
  const found = (what: string): Omit<RuleBreak, 'path' | 'line'> => ({
    code: 'project-secret',
    what,
    because: 'every buyer can read what is in an image, and its history',
    fix: 'make the secret invalid where it is real, and leave it out; a build gets one with  RUN --mount=type=secret',
  });
  if (keys.test(rest)) return [found(`\`${word}\` has what looks like a key`)];
  if (word === 'ENV' || word === 'ARG') {
    const name = settingsIn(rest, word).find(([name, value]) => isSecret(name, value, word))?.[0];
    return name === undefined ? [] : [found(`\`${word}\` has \`${name}\`, which is named like a secret`)];
  }
  if (word !== 'COPY' && word !== 'ADD') return [];
  const sources = rest
    .replace(/--\w+=\S+/g, '')
    .replace(/[[\]",]/g, ' ')
    .trim()
    .split(/\s+/)
    .slice(0, -1);
  const isOfStage = /--from=/.test(rest);
  const named = isOfStage ? [] : sources.filter((source) => mayBeSecret(source.replace(/^\.\/|\/$/g, '')));
  const whole = !isOfStage && sources.some((source) => /^\.?\/?\*?$/.test(source)) ? brought : [];
  return [...named, ...whole]
    .slice(0, 1)
    .map((path) => found(`\`${word}\` brings ${path} into the image, which usually holds secrets`));
}

function settingsIn(rest: string, word: string): readonly (readonly [string, string])[] {
  const pairs = [...rest.matchAll(/(?:^|\s)(\w+)=("[^"]*"|'[^']*'|[^\s]*)/g)];
  if (pairs.length > 0)
    return pairs.map(([, name = '', value = '']) => [name, value.replace(/^["']|["']$/g, '')]);
  const [, name = '', value = ''] = /^(\w+)(?:\s+(.*))?$/s.exec(rest) ?? [];
  return word === 'ENV' || value === '' ? [[name, value]] : [];
}

function isSecret(name: string, value: string, word: string): boolean {
  const parts = name.toUpperCase().split('_');
  const last = parts.at(-1) ?? '';
  if (
    /^(?:FILE|PATH|DIR|NAME|URL|URI|HEADER|LENGTH|LIMIT|TTL|EXPIRY|EXPIRATION|TYPE|ALGORITHM|ENABLED)$/.test(
      last,
    )
  )
    return false;
  const joined = `_${parts.join('_')}_`;
  const isNamed =
    /_(?:SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|APIKEY|CREDENTIALS?)_/.test(joined) ||
    /_(?:API|ACCESS|SECRET|PRIVATE|ENCRYPTION)_KEY_/.test(joined);
  if (!isNamed) return false;
  // An argument of the build has its value from the caller, and the history keeps it.
  if (value === '') return word === 'ARG';
  return !/^\$|^<.*>$|^(?:your|my|example|dummy|none|null|false|true|xxx+|changeme)\b/i.test(value);
}
