import { fileURLToPath } from 'node:url';
import { readRegularText } from './read-regular-file.ts';

/** Adds to each place of a stack trace the file of our sources that it comes from, where the program is bundled. */
export function withSources(trace: string): string {
  const files = new Map<string, readonly string[]>();
  return trace.replace(/(file:\/\/\S+\.js):(\d+):\d+/g, (place, file, line) => {
    const lines = files.get(file) ?? (readRegularText(fileURLToPath(file)) ?? '').split('\n');
    files.set(file, lines);
    const [, source] =
      heading.exec(lines.slice(0, Number(line)).findLast((text) => heading.test(text)) ?? '') ?? [];
    return source === undefined ? place : `${source}, ${place}`;
  });
}

/** The line that the bundler writes above each file. */
const heading = /^\/\/ ((?:src|generators)\/\S+\.ts)$/;
