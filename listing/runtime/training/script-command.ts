import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface Command {
  readonly command: string;
  readonly words: readonly string[];
}

/**
 * Starts the script as the training toolkit does: by its name, in its own folder. A shell script, and one without an
 * ending, runs with the interpreter in its first line, even if the file is not executable, because this mode is easily
 * lost when an image is built.
 */
export function commandOf(script: string, userArguments: readonly string[]): Command {
  const name = basename(script);
  const [command = '', ...options] = interpreterOf(script);
  // A name that starts with `-` would be read as an option.
  const program = name.endsWith('.py') && !name.startsWith('-') ? name : `./${name}`;
  return { command, words: [...options, program, ...userArguments] };
}

export function isPython(script: string): boolean {
  return interpreterOf(script).some((word) => /(?:^|\/)python[\d.]*$/.test(word));
}

function interpreterOf(script: string): readonly string[] {
  if (script.endsWith('.py')) return ['python3'];
  const line = /^#!(.*)/.exec(readFileSync(script, 'utf8'))?.[1] ?? '';
  const words = line.split(/\s+/).filter((word) => word !== '');
  if (words.length > 0) return withOurPython(words);
  if (script.endsWith('.sh')) return ['/bin/sh'];
  throw new Error(
    `neither the name of ${basename(script)} nor its first line says what runs it: begin it with a line  #!/usr/bin/env python3  or  #!/bin/sh`,
  );
}

/** The system's Python has none of the packages of requirements.txt, or is not there: the first on the PATH has them. */
function withOurPython(words: readonly string[]): readonly string[] {
  const isEnv = /^(?:\/usr)?\/bin\/env$/.test(words[0] ?? '');
  const [program = '', ...options] = isEnv ? words.slice(1) : words;
  const isSystems = isEnv ? /^python3?$/ : /^(?:\/usr(?:\/local)?)?\/bin\/python3?$/;
  return isSystems.test(program) ? ['python3', ...options] : words;
}
