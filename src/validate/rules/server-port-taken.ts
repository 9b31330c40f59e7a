import { valueInWords } from '../../problem/phrasing.ts';
import type { Rule, Violation } from './rule.ts';

const own = 8080;

/** SageMaker calls port 8080, where our server listens. A program with the same port could not start. */
export const serverPortTaken: Rule = {
  code: 'server-port-taken',
  check({ manifest: { server } }) {
    const words = (server?.command ?? []).flatMap((word, index): Violation[] =>
      word !== undefined && /(?:^|[^\d.])8080(?!\d)/.test(word)
        ? [
            {
              at: ['server', 'command', index],
              what: `\`server.command\` has the port ${own} in ${valueInWords(word)}`,
              because,
              fix: `write ${valueInWords(word.replace(/8080/g, '{port}'))}, which stands for \`server.port\``,
            },
          ]
        : [],
    );
    if (server?.port !== own) return words;
    const port: Violation = {
      at: ['server', 'port'],
      what: `\`server.port\` is ${own}`,
      because,
      fix: 'write another port, such as 8000, and let your program listen there',
    };
    return [...words, port];
  },
};

const because = `SageMaker sends its calls to port ${own}, where our server takes them, and hands them to your program on another port`;
