import type { LoadPlan } from '../../model/measurements.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import type { ChosenOptions } from '../chosen-options.ts';
import type { UsageFault } from '../report-usage.ts';

const usual: LoadPlan = { connections: 32, seconds: 10 };
const most = { connections: 1024, seconds: 86_400 } as const;

/** The load that was asked for; undefined where none was. */
export function chosenLoad({ flags, texts }: ChosenOptions): Result<LoadPlan | undefined, UsageFault> {
  const plan: { -readonly [Member in keyof LoadPlan]: number } = { ...usual };
  for (const name of ['connections', 'seconds'] as const) {
    const text = texts.get(name);
    if (text === undefined) continue;
    if (!flags.has('load'))
      return failure({ what: `\`--${name}\` is only for a load test`, fix: 'add  --load' });
    if (!/^[1-9]\d*$/.test(text) || Number(text) > most[name]) {
      const what = `\`--${name} ${text}\` is not a number from 1 to ${most[name]}`;
      return failure({ what, fix: `pass one, such as  --${name} ${usual[name]}` });
    }
    plan[name] = Number(text);
  }
  return ok(flags.has('load') ? plan : undefined);
}
