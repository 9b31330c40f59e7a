/** What runs a training script: Python, another program that its first line names, or nobody knows. */
export type ScriptKind = 'python' | 'program' | 'unknown';

/** By its name, and where that has no ending, by its first line, as `runtime/training/script-command.ts` decides. */
export function scriptKind(path: string, text: string): ScriptKind {
  if (path.endsWith('.py')) return 'python';
  if (path.endsWith('.sh')) return 'program';
  const [, program] = /^#!\s*(\S.*)/.exec(text) ?? [];
  if (program === undefined) return 'unknown';
  return /\bpython[\d.]*(?:\s|$)/.test(program) ? 'python' : 'program';
}
