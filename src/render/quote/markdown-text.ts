/** Text for a Markdown paragraph: markup of Markdown and HTML is escaped, and the text stays on one line. */
export function markdownText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#+!|~&-]/g, (mark) => `\\${mark}`);
}

/** Text as inline code, in more back-ticks than it has in a row. */
export function markdownCode(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ');
  const longest = longestRun(oneLine);
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${oneLine}\`` : `${fence} ${oneLine} ${fence}`;
}

/** Text of several lines: each stays a line, and an empty one begins a paragraph. */
export function markdownLines(text: string): string {
  const paragraphs = text.trim().split(/\n\s*\n/);
  return paragraphs
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => withLinks(line.trim()))
        .join('\\\n'),
    )
    .join('\n\n');
}

/** A web address is a link; with its marks escaped, it would be another address. */
function withLinks(line: string): string {
  const parts = line.split(/(https?:\/\/[^\s<>\\`]*[^\s<>\\`.,;:!?)'"])/);
  return parts.map((part, index) => (index % 2 === 1 ? `<${part}>` : markdownText(part))).join('');
}

/** Text as it is, between more back-ticks than it has in a row. */
export function markdownFence(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}\n${text.replace(/\n$/, '')}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
