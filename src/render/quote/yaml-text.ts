/** Text as a YAML scalar: plain where it cannot be misread, else in double quotes, which allow JSON's escapes. */
export function yamlText(text: string): string {
  return isPlain(text) ? text : JSON.stringify(text);
}

/** Whether every reader of YAML takes the text as it is. */
export function isPlain(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_./:+-]*$/.test(text) && !text.endsWith(':') && !looksLikeOther(text);
}

function looksLikeOther(text: string): boolean {
  return /^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
}
