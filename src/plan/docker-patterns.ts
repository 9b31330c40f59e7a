/** A pattern as Docker reads it in COPY and in .dockerignore, for paths with `/`. */
export function dockerPattern(pattern: string): RegExp {
  const body = pattern.replace(/\*\*\/?|[*?]|\[[^\]]+\]|[.+^${}()|\\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.startsWith('[') ? part : `\\${part}`;
  });
  try {
    return new RegExp(`^${body}$`);
  } catch {
    // Docker refuses such a pattern.
    return /(?!)/;
  }
}

/** Whether .dockerignore keeps a file or folder out of the build. The last line that fits decides. */
export function dockerIgnore(text: string): (path: string) => boolean {
  const rules = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const path = line
        .replace(/^!/, '')
        .trim()
        .replace(/^\/+|\/+$/g, '');
      // What is true of a folder is true of everything in it.
      return { isKept: line.startsWith('!'), fits: dockerPattern(`${path}/**`), isIt: dockerPattern(path) };
    });
  return (path) => {
    const last = rules.findLast(({ fits, isIt }) => isIt.test(path) || fits.test(path));
    return last !== undefined && !last.isKept;
  };
}
