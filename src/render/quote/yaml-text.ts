/** Text as a YAML scalar: plain where it cannot be misread, else in double quotes, which allow JSON's escapes. */
export function yamlText(text: string): string {
  const isPlain = /^[A-Za-z][A-Za-z0-9_./:+-]*$/.test(text) && !text.endsWith(':') && !looksLikeOther(text);
  return isPlain ? text : JSON.stringify(text);
}

function looksLikeOther(text: string): boolean {
  return /^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
}
