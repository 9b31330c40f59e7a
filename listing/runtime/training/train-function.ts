/**
 * Whether a Python script defines `train`, and nothing at its left edge may call it. Scripts for the first containers of
 * MXNet and Chainer did so; a toolkit of today runs them to their end, and nothing has happened.
 */
export function onlyDefinesTrain(text: string): boolean {
  const lines = text.replace(/("""|''')[\s\S]*?\1/g, '""').split(/\r\n|\n|\r/);
  return lines.some((line) => /^(?:async\s+)?def\s+train\s*\(/.test(line)) && lines.every(isHarmless);
}

/** Inside something, a comment, a definition, an import, or a plain value in one line. */
function isHarmless(line: string): boolean {
  if (/^(?:$|[\s#)\]}"']|(?:async|def|class|import|from)\s)/.test(line)) return true;
  return (
    !/\btrain\b|[([{,]\s*$/.test(line) &&
    /^(?:logging\.|logger\.|[\w.]+\s*=\s*(?:logging\.|[^=(]*$))/.test(line)
  );
}
