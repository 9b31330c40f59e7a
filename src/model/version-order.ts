/** The code between the server and the model runs on this Python and on newer ones. */
export const oldestPython = '3.10';

/** Whether one version or release is older than another; `24.4` is as old as `24.04`. */
export function isBefore(version: string, other: string): boolean {
  const [parts, others] = [version, other].map((text) => text.split('.').map(Number));
  for (const [index, part] of (parts ?? []).entries())
    if (part !== (others?.[index] ?? 0)) return part < (others?.[index] ?? 0);
  return false;
}
