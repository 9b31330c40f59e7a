/** The https address that somebody meant who wrote another form of it; undefined where nobody can tell. */
export function asWebAddress(value: string): string | undefined {
  const [, bucket, key] = /^s3:\/\/([a-z0-9.-]+)\/(\S+)$/.exec(value) ?? [];
  if (bucket && key) return `https://${bucket}.s3.amazonaws.com/${key}`;
  const [, host, path] = /^git@([a-z0-9.-]+):(\S+?)(?:\.git)?$/.exec(value) ?? [];
  if (host && path) return `https://${host}/${path}`;
  const [, rest] = /^(?:https?:\/{0,2})?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[:/]\S*)?)$/i.exec(value) ?? [];
  return rest && `https://${rest}`;
}
