import { setTimeout } from 'node:timers/promises';

/** `0:45`, `12:03`: the time waited so far. */
export function minutesSince(begin: number): string {
  const seconds = Math.floor((Date.now() - begin) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function sleep(seconds: number): Promise<void> {
  return setTimeout(seconds * 1000);
}
