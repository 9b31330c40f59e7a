import type { Instruction } from '../dockerfile.ts';
import { nameOf, type ProjectFolder } from '../project-folder.ts';
import type { RuleBreak } from './rule-break.ts';

/** Programs that ask a network, as the first word of a command. */
const asking =
  /(?:^|[;&|(]|\b(?:then|do|else|exec|sudo)\s)\s*(wget|curl|pip3?\s+install|python3?\s+-m\s+pip\s+install|conda\s+install|apt(?:-get)?\s+install|git\s+clone|aws\s+s3|gsutil|huggingface-cli\s+download)\b([^;&|]*)/;

/** The shell scripts with which the containers of a project start, and what they fetch before anything serves. */
export function fetchesOfScripts(
  dockerfiles: readonly { readonly instructions: readonly Instruction[] }[],
  folder: ProjectFolder,
): readonly RuleBreak[] {
  const commands = dockerfiles.flatMap(({ instructions }) =>
    instructions.filter(({ word }) => word === 'CMD' || word === 'ENTRYPOINT').map(({ rest }) => rest),
  );
  const named = new Set(
    commands.flatMap((rest) =>
      (rest.match(/[\w./-]+/g) ?? []).filter((word) => /\.sh$/.test(word)).map(nameOf),
    ),
  );
  return [...folder.sizes.keys()]
    .filter((path) => named.has(nameOf(path)))
    .flatMap((path) => fetchesIn(path, folder.read(path) ?? ''));
}

export function fetchesIn(path: string, text: string): readonly RuleBreak[] {
  return text.split(/\r?\n/).flatMap((whole, at): readonly RuleBreak[] => {
    const line = whole.slice(0, 1000);
    const [, program, rest = ''] = /^\s*#/.test(line) ? [] : (asking.exec(line) ?? []);
    if (program === undefined || /\blocalhost\b|\b127\.0\.0\.1\b|\b0\.0\.0\.0\b/.test(rest)) return [];
    return [
      {
        code: 'project-downloads',
        path,
        line: at + 1,
        what: `it runs \`${program.replace(/\s+/g, ' ')}\` when the container starts`,
        rule: 'containers of AWS Marketplace have no network: neither the internet nor Amazon S3 nor another service',
        fix: 'nothing for the listing, which starts with a program of its own; what the script fetches belongs into the model or the image',
      },
    ];
  });
}
