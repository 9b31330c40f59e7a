import { commandWord } from '../problem/phrasing.ts';
import type { Paint } from '../problem/print-problems.ts';

/** What to do after a run: a comment and a command for each step, ready to be pasted. */
export function printNextSteps(
  steps: readonly { readonly command: string; readonly does: string }[],
  folder: string,
  paint: Paint,
): string {
  const enter = folder === '' || folder === '.' ? [] : [`  cd ${commandWord(folder)}`];
  const lines = steps.map(({ command, does }) => `  ${command}   ${paint('dim', `# ${does}`)}`);
  return `\n${paint('bold', 'Next:')}\n${[...enter, ...lines].join('\n')}\n`;
}
