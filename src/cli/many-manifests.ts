import type { Result } from '../model/result.ts';
import { chosenManifests as choose } from '../shell/chosen-manifests.ts';
import type { UsageFault } from '../shell/report-usage.ts';
import type { CommandCall } from './command.ts';

export { sinceOption } from '../shell/since-option.ts';

/** The operands of every command that takes many listings. */
export const manyManifests = {
  operands: '[manifests, folders or globs]',
  mostOperands: Number.POSITIVE_INFINITY,
} as const;

/** The manifests that a call means. */
export function chosenManifests(call: CommandCall): Result<readonly string[], UsageFault> {
  return choose({ ...call, since: call.texts.get('since') });
}
