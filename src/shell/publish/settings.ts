import { settingRanges } from '../../model/publication.ts';
import { Refusal } from '../refusal.ts';

/** What the environment says, or what is usual where it says nothing. */
export function setting(name: keyof typeof settingRanges, usual: number): number {
  return Number(process.env[name] || usual);
}

/** Before anything is asked: nobody shall wait for an hour and then hear of a letter in a number. */
export function refuseWrongSettings(): void {
  for (const [name, [least, most]] of Object.entries(settingRanges)) {
    const said = process.env[name];
    const value = Number(said);
    if (!said || (/^(0|[1-9][0-9]{0,9})$/.test(said) && value >= least && value <= most)) continue;
    throw new Refusal(
      `${name} is set to ${said}, and takes a whole number from ${least} to ${most}`,
      'write such a number, or unset it',
    );
  }
}
