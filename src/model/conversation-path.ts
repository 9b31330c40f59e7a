/** Where SageMaker opens a WebSocket, unless the caller names another path. */
export const conversationPath = '/invocations-bidirectional-stream';
