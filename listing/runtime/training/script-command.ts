import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface Command {
  readonly command: string;
  readonly words: readonly string[];
}

/**
 * Starts the script as the training toolkit does: by its name, in its own folder. A shell script runs with the
 * interpreter in its first line, even if the file is not executable, because this mode is easily lost when an image
 * is built.
 */
export function commandOf(script: string, userArguments: readonly string[]): Command {
  const name = basename(script);
  if (!name.endsWith('.sh')) {
    // A name that starts with `-` would be read as an option.
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
