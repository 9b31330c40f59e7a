import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket as Connection, WebSocketServer } from 'ws';
import type { Traffic } from '../serving/forward-call.ts';
import { Refusal, tryAgain } from '../serving/refusal.ts';
import { type Conversations, refuseUpgrade } from '../serving/upgrades.ts';
import { type ConversationTimes, usualTimes } from './conversation-times.ts';
import { HeldConversation } from './held-conversation.ts';

/** Makes a conversation of each WebSocket. It begins at once, if a worker has room for it. */
export function acceptConversations(traffic: Traffic, times: ConversationTimes = usualTimes): Conversations {
  const held = new Set<HeldConversation>();
  const upgrader = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: traffic.limits.maxPayloadMB * 2 ** 20,
    // Nobody has said what a subprotocol would mean.
    handleProtocols: () => false,
  });
  upgrader.on('wsClientError', ({ message }, socket, request) =>
    refuseUpgrade(
      request,
      socket as Socket,
      new Refusal(400, message, {}, { 'sec-websocket-version': '13' }),
    ),
  );
  const take = (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const conversation = new HeldConversation(traffic, times, request);
    if (!conversation.findWorker()) throw tryAgain('the workers hold as many conversations as they can');
    held.add(conversation);
    void conversation.closed.then(() => held.delete(conversation));
    let opened: Connection | undefined;
    upgrader.handleUpgrade(request, socket, head, (webSocket) => {
      opened = webSocket;
    });
    conversation.begin(opened);
  };
  const end = async () => {
    await Promise.all([...held].map((conversation) => conversation.end()));
  };
  return {
    get open() {
      return held.size;
    },
    take,
    end,
  };
}
