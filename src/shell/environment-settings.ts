import { settingRanges } from '../model/publication.ts';
import { Refusal } from './refusal.ts';

type Setting = keyof typeof settingRanges;

/** The value of an environment variable, or a default. */
export function setting(name: Setting, usual: number): number {
  const said = process.env[name];
  if (!said) return usual;
  const [least, most] = settingRanges[name];
  const value = Number(said);
  if (/^(0|[1-9][0-9]{0,9})$/.test(said) && value >= least && value <= most) return value;
  throw new Refusal(
    `${name} is set to ${said}, and takes a whole number from ${least} to ${most}`,
    'write such a number, or unset it',
  );
}

/** Checks all settings up front, so that no run fails after an hour because of a typo. */
export function refuseWrongSettings(): void {
  for (const name of Object.keys(settingRanges)) setting(name as Setting, 0);
}
