import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../src/shell/rehearse/free-port.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { missingCompiler, placeChat, placeInC } from '../support/own-programs.ts';
import { runBin } from '../support/run-bin.ts';
import { startListing, withoutVitest } from '../support/running-server.ts';
import { asking } from '../support/use-listing.ts';
import { sharedByTests, whenOver } from '../support/when-over.ts';

/** The verdict of a rehearsal of a listing on this machine. */
function rehearse(listing: string): string {
  const { code, out, err } = runBin(['rehearse', '--no-engine'], listing);
  expect(code, out + err).toBe(0);
  return out;
}

/** A program whose port stands in its command. */
function fixed(port: number): string {
  return placeInC({ command: ['./predictor', String(port)], port });
}

/** The listing's own tests, in the copy that its image would have. */
function ownTests(listing: string): string {
  const { stdout, stderr, status } = spawnSync(join(listing, 'scripts/local.sh'), ['test'], {
    cwd: listing,
    encoding: 'utf8',
    env: withoutVitest(),
  });
  expect(status, stdout + stderr).toBe(0);
  return stdout;
}

describe.skipIf(missingCompiler)(
  `a static program in C${missingCompiler ? ` (${missingCompiler})` : ''}`,
  () => {
    test('answers behind our server, with its own refusals', async () => {
      const server = await startListing(placeInC());
      whenOver(server.stop);
      const ask = asking(server);
      expect(await ask('1,2\n3,4\n', 'text/csv', 'text/csv')).toEqual({
        status: 200,
        answer: '-3.5\n-6.5\n',
      });
      expect(await ask('1,2,3\n', 'text/csv', 'text/csv')).toEqual({
        status: 400,
        answer: 'a row has one number for each weight\n',
      });
      expect((await ask('1,2\n', 'text/csv', 'application/json')).status).toBe(406);
      expect(server.log()).toMatch(/"event":"model-loaded"/);
      expect(await server.stop()).toBe(0);
    });

    test.runIf(isEveryCase)(
      `is ready by the rehearsal, which starts a second one beside it${inCiAlone}`,
      () => {
        const said = rehearse(placeInC());
        expect(said).toContain('ready as far as seen');
        expect(said).toMatch(/passed +artifacts-used +without it, the server ends with 1/);
      },
    );

    test.runIf(isEveryCase)(`that names its port is not judged by a second one${inCiAlone}`, async () => {
      const said = rehearse(fixed(await freePort()));
      const words = 'two of your program cannot run here at once';
      expect(said).toMatch(new RegExp(`not seen +artifacts-used .*${words}`));
      expect(said).toMatch(new RegExp(`not seen +batch-transform +${words}`));
    });

    test('passes the tests of its listing', () => {
      expect(ownTests(placeInC())).toContain('fail 0');
    });
  },
);

describe('an engine with the paths of OpenAI', () => {
  const chat = sharedByTests(async () => {
    const server = await startListing(placeChat());
    whenOver(server.stop);
    return server;
  });
  const messages = [{ role: 'user', content: 'Hello' }];
  const call = (body: object, headers: Record<string, string> = {}) =>
    fetch(`${chat().url}/invocations`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });

  test('answers, and refuses in its own words', async () => {
    const answer = await call({ messages });
    expect(await answer.json()).toMatchObject({
      model: 'small-talk',
      choices: [{ message: { content: 'good morning to all of you' } }],
    });
    const refused = await call({});
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { error: { message: 'messages is missing', type: 'invalid_request_error' } },
    ]);
  });

  test('streams its words, each as soon as it is there', async () => {
    const answer = await call({ messages, stream: true, pause_ms: 100 });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const times: number[] = [];
    let text = '';
    for await (const piece of answer.body ?? []) {
      times.push(performance.now());
      text += Buffer.from(piece).toString();
    }
    const events = text.trim().split('\n\n');
    expect(events.at(-1)).toBe('data: [DONE]');
    const words = events.slice(0, -1).map((event) => JSON.parse(event.slice(6)).choices[0].delta.content);
    expect(words.join('')).toBe('good morning to all of you ');
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(400);
  });

  test('is asked for its models by a custom attribute', async () => {
    const answer = await call({}, { 'x-amzn-sagemaker-custom-attributes': 'route=models' });
    expect(await answer.json()).toMatchObject({ data: [{ id: 'small-talk' }] });
  });

  test.runIf(isEveryCase)(`is ready by the rehearsal, whatever type it chooses${inCiAlone}`, () => {
    const said = rehearse(placeChat());
    expect(said).toContain('ready as far as seen');
    expect(said).toMatch(/passed +declared-types +1 pairs/);
    expect(said).toMatch(/not seen +answer-streams/);
  });

  test('is ready by the rehearsal as a listing that streams', () => {
    expect(rehearse(placeChat({ streams: true }))).toMatch(/passed +answer-streams +1 of 1 pairs/);
  });

  test('passes the tests of its listing', () => {
    expect(ownTests(placeChat())).toContain('fail 0');
  });
});
