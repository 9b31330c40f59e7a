import { readEvents } from '../answers/read-events.ts';
import type { SampleAnswer } from '../answers/sample-answer.ts';
import type { Check } from '../check.ts';
import { noSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { failed, isChunked, notSeen, passed, timeWords } from '../verdicts.ts';

export const answerStreams: Check = {
  id: 'answer-streams',
  rule: 'A listing with `inference.streaming` answers piece by piece, and `text/event-stream` consists of events.',
  source: sources.inference,
  objector: 'buyers suffer',
  phase: 'serve',
  look: async (scene) => {
    const answers = (await scene.answers()).filter(({ fault }) => fault === undefined);
    const faults = answers.flatMap(eventFault);
    if (faults.length > 0)
      return failed(
        'clients cannot read the events',
        'write them with  serverSentEvents  of runtime/inference.ts, or  server_sent_events  of runtime/streams.py',
        faults,
      );
    const streams = answers.flatMap(streamWords);
    const told = answers.filter(isForStreams).flatMap(streamWords);
    if (!scene.listing.inference.streaming) return told.length > 0 ? undeclared(told) : notSeen(whole);
    if (answers.length === 0) return notSeen(noSoundSample);
    if (streams.length > 0) return passed(`${streams.length} of ${answers.length} pairs of types`, streams);
    return failed(
      'every answer comes whole: with its length, and not in chunks',
      'return a generator from  handle , and yield each piece when it is there; or remove `inference.streaming`',
    );
  },
};

const whole = 'the answers come whole, and nothing else is declared';

function eventFault({ sample, output, body }: SampleAnswer): readonly string[] {
  if (output.type !== 'text/event-stream') return [];
  const read = readEvents(body);
  return read.ok ? [] : [`${sample.path} as ${output.type}: ${read.reason}`];
}

function streamWords({ sample, output, answer }: SampleAnswer): readonly string[] {
  if (!answer.ok || !isChunked(answer.value.headers)) return [];
  // Quick pieces arrive together.
  const first = answer.value.firstPieceMs ?? answer.milliseconds;
  const times = `the first piece after ${timeWords(first)}, the last after ${timeWords(answer.milliseconds)}`;
  return [`${sample.path} as ${output.type}: ${times}`];
}

/** Many servers and proxies send an answer in chunks that is there as a whole: nobody who reads it can tell. */
function isForStreams({ output, answer }: SampleAnswer): boolean {
  if (output.type === 'text/event-stream') return true;
  const first = answer.ok ? answer.value.firstPieceMs : undefined;
  return first !== undefined && answer.milliseconds - first >= noticeableMs;
}

const noticeableMs = 100;

function undeclared(streams: readonly string[]) {
  return {
    ...failed(
      'answers come piece by piece, and the texts for buyers do not say so',
      'write  inference: { streaming: true }  in the manifest, and generate again',
      streams,
    ),
    objector: 'good practice' as const,
  };
}
