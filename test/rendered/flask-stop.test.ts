import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { isEveryCase, oneIn } from '../support/every-case.ts';
import { serveFlask } from '../support/flask-listing.ts';
import { flaskPythons, pythonOf, titled } from '../support/python.ts';
import { answersIn, rawCaller } from '../support/raw-caller.ts';
import { missingTool } from '../support/required-tool.ts';

const python = pythonOf('listing');
const { programs = '', missing } = python;
const noNamespaces = missingTool('unshare', ['--pid', '--fork', '--mount-proc', 'true']);

const refused = 'ECONNREFUSED';
const invocation = 'POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n';

describe.skipIf(missing)(titled('a stopping listing of Flask', python), () => {
  const rounds = Array.from({ length: isEveryCase ? 5 : 1 }, (_, round) => round);
  test.each(oneIn(2, flaskPythons).flatMap((folder) => rounds.map((round) => [folder, round] as const)))(
    'answers each of 16 callers in a loop until the port is closed, with %s, round %i',
    async (folder) => {
      const { url, process, until } = await serveFlask(folder, {
        answer: 'return json.dumps(text)',
        manifest: { inference: 'inference: { workers: 2 }' },
      });
      const seen: number[] = [];
      const callers = Array.from({ length: 16 }, async (_, index) => {
        const agent = new Agent({ keepAlive: index % 2 === 0, maxSockets: 1 });
        const isPing = index % 4 < 2;
        const statuses: number[] = [];
        for (;;) {
          const answer = await ask(`${url}/${isPing ? 'ping' : 'invocations'}`, agent, isPing ? '' : 'x');
          if (typeof answer === 'string') return { isPing, statuses: new Set(statuses), end: answer };
          statuses.push(answer);
          seen.push(answer);
        }
      });
      await until(() => seen.length > 200);
      const ended = once(process, 'exit');
      process.kill('SIGTERM');
      for (const { isPing, statuses, end } of await Promise.all(callers)) {
        expect(end).toBe(refused);
        expect([...statuses]).toEqual(isPing ? [200, 503] : [200]);
      }
      expect((await ended)[0]).toBe(0);
    },
  );

  test('says so to pings, answers calls that are half sent, and keeps no connection', async () => {
    const { url, process } = await serveFlask(programs, {
      answer: 'return json.dumps(text)',
      manifest: { inference: 'inference: { workers: 1 }' },
    });
    const half = await rawCaller(url, `${invocation}hel`);
    const idle = await rawCaller(url, 'GET /ping HTTP/1.1\r\nHost: x\r\n\r\n');
    await idle.sees('200 OK');
    const ended = once(process, 'exit');
    process.kill('SIGTERM');
    // The process that is told passes it on to its worker.
    for (let answer = ''; !answer.includes('503'); )
      answer = await (await rawCaller(url, 'GET /ping HTTP/1.0\r\n\r\n')).ended;
    idle.socket.write('GET /ping HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answersIn(await idle.ended)).toEqual([
      [200, ''],
      [503, '{"error":"the server is stopping"}'],
    ]);
    expect(idle.received()).toMatch(/Connection: keep-alive[\s\S]*Connection: close/);
    while ((await ask(`${url}/ping`, new Agent(), '')) !== refused);
    half.socket.write('lo');
    expect(answersIn(await half.ended)).toEqual([[200, '"hello"']]);
    expect((await ended)[0]).toBe(0);
  });

  test.skipIf(noNamespaces)(
    `as process 1, reaps orphans and passes the signal on${noNamespaces ? ` (${noNamespaces})` : ''}`,
    async () => {
      const listing = await serveFlask(programs, {
        answer: `
if os.fork() == 0:
    if os.fork() == 0:
        wait_for("orphaned")
        os._exit(0)
    os._exit(0)
os.wait()
wait_for("ended")
return json.dumps(text)`,
        manifest: { inference: 'inference: { workers: 1 }' },
        start: 'exec unshare --pid --fork --kill-child --mount-proc "$0"',
      });
      const { invoke, until, allow, process } = listing;
      const [first = 0] = childrenOf(process.pid ?? 0);
      const before = childrenOf(first).length;
      const answer = invoke('x');
      await until(() => childrenOf(first).length === before + 1);
      allow('orphaned');
      await until(() => childrenOf(first).length === before);
      const ended = once(process, 'exit');
      globalThis.process.kill(first, 'SIGTERM');
      allow('ended');
      expect((await answer).text).toBe('"x"');
      expect((await ended)[0]).toBe(0);
    },
  );
});

/** The status of an answer, or the code of an error. */
async function ask(url: string, agent: Agent, body: string): Promise<number | string> {
  try {
    const asked = request(url, { agent, method: body ? 'POST' : 'GET' });
    const answered = once(asked, 'response');
    asked.end(body);
    const [answer] = (await answered) as [IncomingMessage];
    await text(answer);
    return answer.statusCode ?? 0;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code ?? String(fault);
  }
}

/** The children of a process, the dead ones that nobody has asked about included. */
function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}
