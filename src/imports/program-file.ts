/**
 * The Python file that a command starts, as far as its words say it: `app.py`, `-m app`, or the `app:app` of servers that load
 * an object. `has` tells which files there are.
 */
export function programFile(command: readonly string[], has: (path: string) => boolean): string | undefined {
  return command.flatMap((word, index) => filesOf(word, command[index - 1])).find(has);
}

function filesOf(word: string, before: string | undefined): readonly string[] {
  const path = word.replace(/^\.\//, '');
  if (path.endsWith('.py')) return [path];
  const [, object] = /^([A-Za-z_][\w.]*):[A-Za-z_][\w.]*(?:\(\))?$/.exec(word) ?? [];
  const module = before === '-m' ? word : object;
  if (module === undefined) return [];
  const place = module.replaceAll('.', '/');
  return [`${place}.py`, `${place}/__init__.py`, `${place}/__main__.py`];
}
