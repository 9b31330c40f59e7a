// `npm run score`: the scores of a file as it comes from our data base, without a server.
import { readFile } from 'node:fs/promises';
import { decode, encode, parseCsv } from '../runtime/codecs.ts';
import { inputTypes } from '../runtime/contract.ts';
import { detailsOf, logLine } from '../runtime/log.ts';
import { type Churn, rowOf, scoreOf } from './churn.ts';
import { known } from './inference.ts';
import type { Body, InputType } from './runtime-types.ts';

const [type] = inputTypes;
const asked: InputType = type.type;

try {
  const churn = JSON.parse(await readFile('model/weights.json', 'utf8')) as Churn;
  const body: Body = decode(await readFile(known.samples[asked]), type.codec, 'utf-8', false);
  const scores = body.records.map((record, index) => scoreOf(churn, rowOf(record, `line ${index + 1}`)));
  process.stdout.write(encode(scores, 'jsonlines', body.shape));
  process.stdout.write(`\n${parseCsv('a,b').length} header\n`);
} catch (fault) {
  logLine({ level: 'error', event: 'score-failed', ...detailsOf(fault) });
}
