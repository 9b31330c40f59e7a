import type { LoadPlan } from '../../model/measurements.ts';
import type { ChosenOptions } from '../chosen-options.ts';
import type { UsageFault } from '../report-usage.ts';

const usual: LoadPlan = { connections: 32, seconds: 10 };
const most = { connections: 1024, seconds: 86_400 } as const;

/** The load that was asked for, or what is wrong with how it was. */
export function chosenLoad({
  flags,
  texts,
}: ChosenOptions): { readonly load: LoadPlan | undefined } | { readonly fault: UsageFault } {
  const plan: { -readonly [Member in keyof LoadPlan]: number } = { ...usual };
  for (const name of ['connections', 'seconds'] as const) {
    const text = texts.get(name);
    if (text === undefined) continue;
    if (!flags.has('load'))
      return { fault: { what: `\`--${name}\` says how a load is made`, fix: 'add  --load' } };
    if (!/^[1-9]\d*$/.test(text) || Number(text) > most[name]) {
      const what = `\`--${name} ${text}\` is not a number from 1 to ${most[name]}`;
      return { fault: { what, fix: `pass one, such as  --${name} ${usual[name]}` } };
    }
    plan[name] = Number(text);
  }
  return { load: flags.has('load') ? plan : undefined };
}
