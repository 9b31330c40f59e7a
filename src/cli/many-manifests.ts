import { chosenManifests as choose } from '../shell/chosen-manifests.ts';
import type { ExitCode } from '../shell/exit-code.ts';
import type { CommandCall, CommandOption } from './command.ts';

/** The operands of every command that takes many listings. */
export const manyManifests = {
  operands: '[manifests, folders or globs]',
  mostOperands: Number.POSITIVE_INFINITY,
} as const;

export const sinceOption = {
  since: {
    kind: 'text',
    placeholder: '<git ref>',
    help: 'only listings that changed since this work left that branch or commit [all]',
  },
} as const satisfies Readonly<Record<string, CommandOption>>;

/** The manifests that a call means, or how it ends because there are none. */
export function chosenManifests(call: CommandCall): readonly string[] | ExitCode {
  return choose({ ...call, since: call.texts.get('since') });
}
