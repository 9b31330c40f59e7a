import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseNpy } from '../../listing/runtime/codecs/read-npy.ts';
import type { Contender } from '../serving/running.ts';

export const contentTypes = { CSV: 'text/csv', JSON: 'application/json', npy: 'application/x-npy' } as const;
export type Type = keyof typeof contentTypes;

/** The files of `make_model.py`. Not every server wants the records of a JSON body under the same name. */
export type Form = 'csv' | 'json' | 'list.json' | 'v2.json' | 'npy';

/** Where a server takes a type, and in which form. */
export interface Asked {
  readonly path: string;
  readonly form: Form;
}

export interface Peer extends Contender {
  readonly asked: Readonly<Record<Type, Asked>>;
}

export interface Call {
  readonly path: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly accept: string;
}

/** The model that all contenders serve, and bodies of these numbers of records with its predictions for them. */
export function makeModel(folder: string, python: string, kind: string, sizes: readonly number[]): string {
  const script = new URL('apps/make_model.py', import.meta.url).pathname;
  execFileSync(python, [script, folder, kind, ...sizes.map(String)]);
  return join(folder, 'model.joblib');
}

export function callOf(folder: string, { asked }: Peer, type: Type, records: number): Call {
  const { path, form } = asked[type];
  const contentType = contentTypes[type];
  return { path, body: readFileSync(join(folder, `${records}.${form}`)), contentType, accept: contentType };
}

/** Throws where the answer is not what the model itself predicts. */
export async function checkAnswer(folder: string, url: string, call: Call, records: number): Promise<void> {
  // A connection that is kept alive may be closed by the server when the next call is on its way.
  const headers = { 'content-type': call.contentType, accept: call.accept, connection: 'close' };
  const signal = AbortSignal.timeout(10_000);
  const answer = await fetch(url + call.path, { method: 'POST', headers, body: call.body, signal });
  const body = await answer.bytes();
  if (answer.status !== 200) throw new Error(`answers ${answer.status}`);
  const wanted: number[] = JSON.parse(readFileSync(join(folder, `${records}.predictions.json`), 'utf8'));
  const got = predictionsOf(body, call.contentType);
  const isRight = (value: number, index: number) => Math.abs(value - (got[index] ?? Number.NaN)) < 1e-9;
  if (got.length !== wanted.length || !wanted.every(isRight)) throw new Error('answers wrongly');
}

function predictionsOf(body: Uint8Array, contentType: string): readonly number[] {
  if (contentType === contentTypes.npy) return [parseNpy(body)].flat(3).map(Number);
  const text = Buffer.from(body).toString();
  if (contentType === contentTypes.CSV) return text.trimEnd().split('\n').map(Number);
  const answer = JSON.parse(text);
  return answer.predictions ?? answer.outputs?.[0].data ?? answer;
}
