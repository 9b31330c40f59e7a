import { pathInWords, valueInWords } from '../../problem/phrasing.ts';
import { textAt } from '../manifest-places.ts';
import { hourlyPricesOf } from '../price-places.ts';
import type { Rule, Violation } from './rule.ts';

/** The Catalog API’s limits of a price (read 2026-11-29). */
const form = /^(\d+)(?:\.(\d+))?$/;
const mostDecimals = 8;
const mostDollars = 100_000_000;

const priceRule = 'a price on AWS Marketplace is at most 100,000,000 US dollars, with at most 8 decimals';

/** A price is a number of US dollars, written as text so that no digit is lost. */
export const priceSyntax: Rule = {
  code: 'price-syntax',
  check({ manifest }) {
    const places = [
      ...hourlyPricesOf(manifest),
      ...textAt(['pricing', 'perInference'], manifest.pricing?.perInference),
    ];
    return places.flatMap(({ path, value }) => {
      const fix = fixFor(value);
      if (fix === undefined) return [];
      return [{ at: path, what: `${pathInWords(path)} is ${valueInWords(value)}`, rule: priceRule, fix }];
    });
  },
};

function fixFor(value: string): Violation['fix'] | undefined {
  const [whole, , decimals = ''] = form.exec(value) ?? [];
  if (whole === undefined)
    return `write ${valueInWords(asPrice(value) ?? '0.50')}: digits and a point, in quotes`;
  if (decimals.length > mostDecimals) return 'leave out the digits after the eighth decimal';
  return Number(value) > mostDollars ? 'write at most "100000000"' : undefined;
}

/** The price in what people write: `$1,200.50`, `0,50`, `.5`, `0.50 USD`. */
function asPrice(value: string): string | undefined {
  const number = value.replace(/\$|usd|dollars?|\s/gi, '');
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(number)
    ? number.replaceAll(',', '')
    : number.replace(',', '.');
  const whole = plain.startsWith('.') ? `0${plain}` : plain.replace(/\.$/, '');
  return form.test(whole) ? whole : undefined;
}
