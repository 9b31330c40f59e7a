import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface Command {
  readonly command: string;
  readonly words: readonly string[];
}

/**
 * As the training toolkit starts it: by its name, in its own folder. A shell script is run by what its first line names,
 * whether its file is executable or not, for that is easily lost on the way into an image.
 */
export function commandOf(script: string, userArguments: readonly string[]): Command {
  const name = basename(script);
  if (!name.endsWith('.sh')) {
    // A name that begins like an option would be taken for one.
    const program = name.startsWith('-') ? `./${name}` : name;
    return { command: 'python3', words: [program, ...userArguments] };
  }
  const [command = '/bin/sh', ...options] = interpreterOf(readFileSync(script, 'utf8'));
  return { command, words: [...options, `./${name}`, ...userArguments] };
}

function interpreterOf(text: string): readonly string[] {
  const line = /^#!(.*)/.exec(text)?.[1] ?? '';
  return line.split(/\s+/).filter((word) => word !== '');
}
