/** An instruction of a Dockerfile, in one line. */
export interface Instruction {
  readonly line: number;
  /** In capitals. */
  readonly word: string;
  readonly rest: string;
}

export function instructionsIn(text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    const parts: string[] = [];
    for (;;) {
      const one = lines[at] ?? '';
      const isComment = /^\s*#/.test(one);
      if (!isComment) parts.push(one.replace(/\\\s*$/, ''));
      // Docker skips comments and empty lines within an instruction.
      const goesOn = /\\\s*$/.test(one) || (parts.length > 0 && isComment);
      if (isComment && parts.length === 0) break;
      if (!goesOn || at === lines.length - 1) break;
      at += 1;
    }
    const [, word, rest = ''] = /^\s*([A-Za-z]+)\s+(.*)$/s.exec(parts.join(' ')) ?? [];
    if (word === undefined) continue;
    found.push({ line, word: word.toUpperCase(), rest: rest.trim() });
    const heredoc = /<<-?\s*["']?(\w+)["']?/.exec(rest)?.[1];
    if (heredoc !== undefined) at = endOf(lines, heredoc, at);
  }
  return found;
}

/** The last line of a text that is written into the Dockerfile. */
function endOf(lines: readonly string[], mark: string, from: number): number {
  const end = lines.findIndex((line, at) => at > from && line.trim() === mark);
  return end < 0 ? from : end;
}

/** A base that is named, with the values of the arguments that stand before it. */
export interface NamedBase {
  readonly line: number;
  readonly image: string;
}

/** The images that it starts from, without its own stages. One that only the caller of the build knows is left out. */
export function basesOf(instructions: readonly Instruction[]): readonly NamedBase[] {
  const values = new Map<string, string>();
  const stages = new Set<string>();
  return instructions.flatMap(({ line, word, rest }) => {
    if (word === 'ARG') {
      const [, name, value] = /^(\w+)=["']?([^"'\s]*)/.exec(rest) ?? [];
      if (name !== undefined && value !== undefined) values.set(name, value);
    }
    if (word !== 'FROM') return [];
    const [named = '', as, stage = ''] = rest.replace(/--\w+=\S+\s*/g, '').split(/\s+/);
    const image = named.replace(
      /\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g,
      (_, braced, usual, plain) => values.get(braced ?? plain) ?? usual ?? '$',
    );
    const isStage = stages.has(image.toLowerCase());
    if (as?.toLowerCase() === 'as') stages.add(stage.toLowerCase());
    return isStage || image.includes('$') || image === 'scratch' ? [] : [{ line, image }];
  });
}
