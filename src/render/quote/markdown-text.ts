/** Text for a Markdown paragraph: markup of Markdown and HTML is escaped, and the text stays on one line. */
export function markdownText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#+!|~&-]/g, (mark) => `\\${mark}`);
}

/** Text as inline code, in more back-ticks than it has in a row. */
export function markdownCode(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...(oneLine.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${oneLine}\`` : `${fence} ${oneLine} ${fence}`;
}
