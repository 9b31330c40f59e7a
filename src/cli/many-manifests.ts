import { chosenManifests as choose } from '../shell/chosen-manifests.ts';
import type { ExitCode } from '../shell/exit-code.ts';
import type { CommandCall } from './command.ts';

export { sinceOption } from '../shell/since-option.ts';

/** The operands of every command that takes many listings. */
export const manyManifests = {
  operands: '[manifests, folders or globs]',
  mostOperands: Number.POSITIVE_INFINITY,
} as const;

/** The manifests that a call means, or how it ends because there are none. */
export function chosenManifests(call: CommandCall): readonly string[] | ExitCode {
  return choose({ ...call, since: call.texts.get('since') });
}
