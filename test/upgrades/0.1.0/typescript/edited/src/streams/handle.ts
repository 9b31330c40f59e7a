import { defineInference, type Inference, type RawRequest } from '../../runtime/inference.ts';

/** The variant that we may switch to: it streams a line for each line. Not used yet, but compiled. */
export const streaming: Inference = defineInference({
  load: ({ modelDir }) => modelDir,
  handle: async function* (modelDir: string, { body, signal, requestId }: RawRequest) {
    for (const line of Buffer.from(body).toString().split('\n'))
      if (!signal.aborted) yield `${modelDir} ${requestId} ${line}\n`;
  },
});
