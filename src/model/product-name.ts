import { firstUp } from '../text/first-up.ts';

/** A name that every AWS service accepts, from the title of a product or the name of a folder. */
export function nameFrom(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const name = (words ?? [])
    .join('-')
    .replace(/^[^a-z]+/, '')
    .slice(0, longest)
    .replace(/-+$/, '');
  return name.length > 1 ? name : 'my-model';
}

/** SageMaker allows 63 characters for the name and the release together. */
const longest = 40;

/** The title that a product has without one of its own: its name, written as words. */
export function titleFrom(name: string): string {
  return firstUp(name.split(/[^a-zA-Z0-9]+/).join(' '));
}
