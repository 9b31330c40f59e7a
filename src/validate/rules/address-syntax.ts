import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { type AddressUse, addressesOf, type PlacedAddress } from '../page-places.ts';
import { asWebAddress } from '../web-address.ts';
import type { Rule, Violation } from './rule.ts';

/** The Catalog API’s patterns: of links, and of logos, repositories and notebooks (read 2026-11-29). */
const link = /^https?:\/\/[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-zA-Z0-9()]{2,63}\b[-a-zA-Z0-9()@:%_+.~#?&/=,]*$/;
const plain = /^https:\/\/[-a-zA-Z0-9@._]{1,256}\.[a-zA-Z0-9()]{2,63}\b[-a-zA-Z0-9@_+./]*$/;

const isPlain: Readonly<Record<AddressUse, boolean>> = {
  logo: true,
  repository: true,
  notebook: true,
  video: false,
  link: false,
  licence: false,
};

const plainRule = 'AWS Marketplace takes letters, digits and the signs - @ _ + . / here, and no ? # % ~';
const linkRule = 'AWS Marketplace takes letters, digits and the signs of a web address';

/** Addresses that buyers and AWS open are web addresses, with the characters that AWS takes. */
export const addressSyntax: Rule = {
  code: 'address-syntax',
  check({ manifest }) {
    return addressesOf(manifest).flatMap((place) => {
      const fault = faultOf(place);
      return fault ? [{ at: place.path, ...fault }] : [];
    });
  },
};

function faultOf({ path, value, use }: PlacedAddress): Omit<Violation, 'at'> | undefined {
  const subject = `${pathInWords(path)} is ${valueInWords(value)}`;
  const start = use === 'link' ? /^https?:\/\// : /^https:\/\//;
  if (!start.test(value)) return withoutScheme(subject, value, use);
  if (/^https?:\/\/[^/]*@/.test(value)) return withLogin(path);
  if ((isPlain[use] ? plain : link).test(value)) return undefined;
  const character = strangeIn(value, isPlain[use]);
  return {
    what: `${subject}, and ${character === undefined ? 'that is no web address' : `AWS refuses the character \`${character}\` in it`}`,
    rule: isPlain[use] ? plainRule : linkRule,
    fix:
      character === undefined
        ? 'write the whole address, as a browser shows it: https://example.com/page'
        : fixFor(character, use),
  };
}

/** AWS takes it, and everybody would read it. */
function withLogin(path: PlacedAddress['path']): Omit<Violation, 'at'> {
  return {
    what: `${pathInWords(path)} has a user name or a password in it, and buyers read it`,
    fix: 'write the address without what stands before the `@`, and change the password if others have seen it',
  };
}

function withoutScheme(subject: string, value: string, use: AddressUse): Omit<Violation, 'at'> {
  const near = /^standard\b/i.test(value) && use === 'licence' ? '`standard`' : asWebAddress(value);
  const other = use === 'licence' ? ', and neither is it `standard`' : '';
  return {
    what: `${subject}, which is no https address${other}`,
    fix: near === undefined ? 'write the whole address: https://…' : `write ${near}`,
  };
}

function strangeIn(value: string, onlyPlain: boolean): string | undefined {
  const path = value.replace(/^https?:\/\//, '');
  return (onlyPlain ? /[^-a-zA-Z0-9@_+./]/u : /[^-a-zA-Z0-9()@:%_+.~#?&/=,]/u).exec(path)?.[0];
}

function fixFor(character: string, use: AddressUse): string {
  if (character === '?' || character === '#')
    return `write the address without \`${character}\` and what follows`;
  return use === 'logo'
    ? 'give the file another name in its bucket'
    : 'give the file, folder or repository a name of letters, digits, - and _';
}
