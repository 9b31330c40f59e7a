import { expect, test } from 'vitest';
import { ok } from '../../src/model/result.ts';
import { answerFile } from '../../src/rehearse/acts/answer-file.ts';
import type { TransformProfile } from '../../src/rehearse/check.ts';
import type { Reply } from '../../src/rehearse/stage.ts';
import { resolveText } from '../support/build-listing.ts';
import { modelPackage } from '../support/expect-problems.ts';

const listing = resolveText(modelPackage());
const sample = { type: 'text/csv', path: 'samples/text-csv.csv', body: Buffer.from('1\n2\n') };
const profile: TransformProfile = {
  contentType: 'text/csv',
  accept: 'application/json',
  split: 'Line',
  assemble: 'Line',
  strategy: 'SingleRecord',
  maxPayloadMB: 6,
};

function reply(text: string, status = 200): Reply {
  return { ...ok({ status, headers: {}, body: Buffer.from(text), connectMs: 1 }), milliseconds: 1 };
}

/** The file of a transform whose answers are these, in its first run and in its second. */
async function fileOf(
  first: readonly Reply[],
  second = first,
  assemble: TransformProfile['assemble'] = 'Line',
) {
  const runs = [first, second];
  const made = await answerFile(sample, async () => runs.shift() ?? [], {
    materials: { listing },
    profile: { ...profile, assemble },
  });
  return { ...made, body: Buffer.from(made.body).toString() };
}

test('the file of a transform has the name that SageMaker gives it, and a line for each answer', async () => {
  expect(await fileOf([reply('[1]'), reply('[2]\n')])).toEqual({
    name: 'text-csv.csv.out',
    codec: 'jsonlines',
    body: '[1]\n[2]\n',
    fault: undefined,
    isSteady: true,
  });
});

test('without lines, several answers in one file are no document of their type', async () => {
  expect(await fileOf([reply('[1]'), reply('[2]')], undefined, 'None')).toMatchObject({
    codec: 'bytes',
    body: '[1][2]',
  });
  expect(await fileOf([reply('[1]')], undefined, 'None')).toMatchObject({ codec: 'json' });
});

test('a file that is another one each time, and one with an answer that nobody can use, are told as such', async () => {
  expect(await fileOf([reply('[1]')], [reply('[2]')])).toMatchObject({ isSteady: false, fault: undefined });
  expect((await fileOf([reply('[1]'), reply('no', 500)])).fault).toContain('500');
  expect((await fileOf([reply('{')])).fault).toContain('200, but');
});
