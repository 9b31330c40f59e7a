import { expect, test } from 'vitest';
import type { Rehearsal } from '../../src/model/rehearsal.ts';
import { keptOf, parseKept } from '../../src/rehearse/kept-rehearsal.ts';
import { changeSentences, changesSince } from '../../src/report/rehearsal-changes.ts';
import { buildLoad, buildRehearsal, buildResult, buildSoak } from '../support/build-rehearsals.ts';

const date = '2026-11-20T09:00:00.000Z';
const failed = { verdict: 'failed', words: '500', fix: 'answer 415' } as const;
const unseen = { verdict: 'not-seen', words: 'there is no sample' } as const;

function keep(rehearsal: Rehearsal, before = undefined as ReturnType<typeof parseKept>) {
  return keptOf(rehearsal, { generator: '0.1.0', date, before });
}

/** What the second run reports, after the first one was written to the file and read again. */
function sentences(first: Rehearsal, second: Rehearsal) {
  const kept = parseKept(JSON.stringify(keep(first)));
  if (!kept) throw new Error('our own file is not read');
  return changeSentences(changesSince(kept, second));
}

test('a run that is like the last one says that no check changed', () => {
  expect(sentences(buildRehearsal(), buildRehearsal())).toEqual({
    head: 'since 2026-11-20, no check changed',
    lines: ["ready after 952 ms: 1.0 x of 2026-11-20's"],
  });
});

test('each check with another result is named, but a new check is not', () => {
  const results = (...seen: Parameters<typeof buildResult>[1][]) =>
    seen.map((one, index) =>
      buildResult(`check-${index}`, one, { objector: index === 2 ? 'good practice' : 'buyers suffer' }),
    );
  const { readiness: _, ...measurements } = buildRehearsal().measurements;
  const none = { ...measurements, readiness: { spans: [], readyMs: null } };
  const first = buildRehearsal({
    results: results(undefined, failed, undefined, unseen),
    measurements: none,
  });
  const second = buildRehearsal({
    results: results(failed, undefined, failed, undefined, failed),
    measurements: none,
  });
  expect(sentences(first, second)).toEqual({
    head: 'since 2026-11-20',
    lines: [
      'check-0 fails now; it passed',
      'check-1 passes now; it failed',
      'check-2 warns now; it passed',
      'check-3 passes now; it was not seen',
    ],
  });
});

test('throughput and latency are told as ratios, latency where as many connections called', () => {
  const faster = { perSecond: 1565.2, p50Ms: 1.6 };
  const first = buildRehearsal({ load: buildLoad() });
  const second = buildRehearsal({ load: buildLoad({ soak: buildSoak(faster) }) });
  expect(sentences(first, second).lines[1]).toBe(
    "1565 calls/s: 1.3 x of 2026-11-20's; p50 1.6 ms, 0.5 x; p99 9.0 ms, 1.0 x",
  );
  const wider = buildRehearsal({ load: buildLoad({ soak: buildSoak({ ...faster, connections: 16 }) }) });
  expect(sentences(first, wider).lines[1]).toBe(
    "1565 calls/s: 1.3 x of 2026-11-20's, from 16 connections; then from 4",
  );
});

test('what ran in containers is not compared in figures with what ran as programs', () => {
  const load = buildLoad();
  const inContainers = buildRehearsal({ load, stage: 'container', results: [buildResult('image-size')] });
  const asPrograms = buildRehearsal({ load, results: [buildResult('image-size', unseen)] });
  const { head, lines } = sentences(inContainers, asPrograms);
  expect(head).toContain('so figures are not compared');
  expect(lines).toEqual([]);
});

test('a run without a load keeps the figures of the last one', () => {
  const first = keep(buildRehearsal({ load: buildLoad() }));
  const second = keep(buildRehearsal(), first);
  expect(second.load).toEqual({
    date,
    stage: 'process',
    connections: 4,
    perSecond: 1204,
    p50Ms: 3.2,
    p99Ms: 9,
  });
});

const kept = keep(buildRehearsal({ load: buildLoad() }));

test.each([
  ['nothing', ''],
  ['half a file', JSON.stringify(kept).slice(0, 200)],
  ['null', 'null'],
  ['a list', '[]'],
  ['another format', JSON.stringify({ ...kept, format: 2 })],
  ['a date of its own', JSON.stringify({ ...kept, date: 'yesterday' })],
  ['an unknown outcome', JSON.stringify({ ...kept, checks: { 'bad-body': 'perhaps' } })],
  ['a count in words', JSON.stringify({ ...kept, count: { ...kept.count, failed: 'none' } })],
  ['half a load', JSON.stringify({ ...kept, load: { date } })],
])('a file that holds %s is none of ours', (_, text) => {
  expect(parseKept(text)).toBeUndefined();
});
