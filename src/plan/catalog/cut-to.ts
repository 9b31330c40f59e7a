/** The beginning of a text that is too long for AWS, which counts characters as people do. */
export function cutTo(most: number, text: string): string {
  const characters = [...text.trim()];
  if (characters.length <= most) return characters.join('');
  return `${characters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
}
