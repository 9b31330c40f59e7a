import type { KeptMember } from '../model/change-set.ts';

/** What became of a member that both sides have, as one sentence. */
export function keptMemberInWords({ path, yours, generated, isReplaced }: KeptMember): string {
  const name = `\`${pathInFile(path)}\``;
  if (isReplaced)
    return `${name} becomes ${shown(generated)}${yours === undefined ? '' : `; you have ${shown(yours)}`}`;
  const ours = generated === undefined ? 'it is no longer generated' : `generated is ${shown(generated)}`;
  return yours === undefined ? `${name} stays out; ${ours}` : `${name} stays ${shown(yours)}; ${ours}`;
}

/** Items of lists have the names by which they were compared: `prices[small].price`. */
function pathInFile(path: KeptMember['path']): string {
  return path
    .map((step) => step.replace(/^item (.*)$/s, '[$1]'))
    .join('.')
    .replaceAll('.[', '[');
}

const longest = 60;

function shown(value: KeptMember['yours']): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
