import { conversationPath } from '../../model/conversation-path.ts';
import type { Seen } from '../../model/rehearsal.ts';
import type { Check, ServeScene } from '../check.ts';
import { wholeSamples } from '../samples.ts';
import { sources } from '../sources.ts';
import type { Conversed, Talk } from '../stage.ts';
import { failed, passed } from '../verdicts.ts';

export const conversations: Check = {
  id: 'conversations',
  rule: 'A listing with `inference.bidirectional` opens a WebSocket, takes texts, bytes and fragments, answers pings at once, and ends with a close frame.',
  source: sources.inference,
  objector: 'buyers suffer',
  of: 'conversations',
  phase: 'serve',
  look: async (scene) => {
    const evidence: string[] = [];
    for (const say of ['text', 'bytes', 'fragments'] as const) {
      const conversed = await scene.server.converse(talkOf(scene, say));
      const fault = faultOf(conversed, scene.limits.ping);
      if (fault) return { ...fault, evidence: (await scene.server.log()).slice(-5) };
      evidence.push(`${say}: ${answerOf(conversed)}`);
    }
    return passed('three WebSockets', evidence);
  },
};

/** How long a handler may take for a first answer, which it need not give. */
const quietMs = 3000;

function talkOf(scene: ServeScene, say: Talk['say']): Talk {
  const [sample] = wholeSamples(scene);
  const body = sample?.body ?? new TextEncoder().encode('hello');
  return { path: conversationPath, say, body, timeoutMs: scene.limits.ping, quietMs };
}

const seconds = (milliseconds: number) => `${milliseconds / 1000} s`;

function faultOf({ refused, isPingAnswered, closing }: Conversed, limitMs: number): Seen | undefined {
  if (refused !== undefined)
    return failed(
      `${conversationPath} opens no WebSocket: ${refused}`,
      'let the server take a WebSocket there; or remove `inference.bidirectional`',
    );
  if (!closing)
    return failed(
      'the connection ends without a close frame',
      `answer the close frame of the caller with one, within ${seconds(limitMs)}`,
    );
  if (closing.code === 1002 || closing.code === 1011)
    return failed(
      `a conversation ends with ${closing.code}${closing.reason && `: ${closing.reason}`}`,
      'take any message, and end with another code where it is not what you expect, such as 1007 or one from 4000',
    );
  if (isPingAnswered || closing.code !== 1000) return undefined;
  return failed(
    `a ping is not answered within ${seconds(limitMs)}`,
    'answer pings while the model computes: SageMaker ends a conversation after five without an answer',
  );
}

function answerOf({ answer, closing }: Conversed): string {
  const end = closing?.code === 1000 ? '' : `, and the end with ${closing?.code} ${closing?.reason}`;
  return `${answer ?? 'no answer'}${end}`.trimEnd();
}
