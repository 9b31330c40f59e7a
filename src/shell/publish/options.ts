/** The options of both fronts, with their help. */
export const uploadOptions = {
  'dry-run': { kind: 'flag', help: 'say what would be done, and ask nobody' },
  'move-tag': { kind: 'flag', help: 'let the release name another image, or another model, than it does' },
  json: { kind: 'flag', help: 'print what was done as JSON' },
} as const;

export const registerOptions = {
  'dry-run': { kind: 'flag', help: 'say what would be done, and ask nobody' },
  'no-wait': { kind: 'flag', help: 'leave when AWS has begun to validate' },
  recreate: { kind: 'flag', help: 'remove one whose validation failed, and create it anew' },
  json: { kind: 'flag', help: 'print what was done as JSON' },
} as const;
