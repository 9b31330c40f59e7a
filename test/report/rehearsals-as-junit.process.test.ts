import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failure, ok } from '../../src/model/result.ts';
import { rehearsalsAsJunit } from '../../src/report/rehearsals-as-junit.ts';
import { buildRehearsal, buildResult } from '../support/build-rehearsals.ts';
import { missingTool } from '../support/required-tool.ts';

const failing = {
  verdict: 'failed',
  words: '500 in 3 ms',
  fix: 'answer 415',
  evidence: ['POST /invocations', 'a <b> & "c"'],
} as const;

function junitOf(...results: ReturnType<typeof buildResult>[]): string {
  return rehearsalsAsJunit([{ manifest: 'marketplace.yaml', outcome: ok(buildRehearsal({ results })) }]);
}

test('each listing is a suite and each check a case, which fails only where the listing is not ready for it', () => {
  const unseen = { verdict: 'not-seen', words: 'only an image shows it' } as const;
  const printed = junitOf(
    buildResult('image-size', unseen, { phase: 'image', needs: 'container' }),
    buildResult('ping-answer', failing, { phase: 'start', objector: 'good practice' }),
    buildResult('undeclared-type', failing),
    buildResult('bad-body'),
  );
  expect(printed).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="sagemaker-mkt rehearse" tests="4" failures="1" errors="0" skipped="1" time="11.400">
<testsuite name="churn-scorer" tests="4" failures="1" errors="0" skipped="1" time="11.400">
<properties><property name="verdict" value="not ready: 1 of 4 checks failed, 1 warning, 1 not seen"/></properties>
<testcase classname="churn-scorer.image" name="image-size" time="0.012"><skipped message="only an image shows it"/></testcase>
<testcase classname="churn-scorer.start" name="ping-answer" time="0.012"><system-out>warning, good practice: 500 in 3 ms
    POST /invocations
    a &lt;b&gt; &amp; &quot;c&quot;
rule: The rule of ping-answer. (SageMaker Developer Guide, your-algorithms-inference-code)
fix: answer 415</system-out></testcase>
<testcase classname="churn-scorer.serve" name="undeclared-type" time="0.012"><failure message="500 in 3 ms" type="AWS refuses">500 in 3 ms
    POST /invocations
    a &lt;b&gt; &amp; &quot;c&quot;
rule: The rule of undeclared-type. (SageMaker Developer Guide, your-algorithms-inference-code)
fix: answer 415</failure></testcase>
<testcase classname="churn-scorer.serve" name="bad-body" time="0.012"><system-out>200 in 3 ms</system-out></testcase>
</testsuite>
</testsuites>
`);
});

test('a listing that could not be tried is an error, and the others are there all the same', () => {
  const printed = rehearsalsAsJunit([
    { manifest: 'a/marketplace.yaml', outcome: failure('scripts/build.sh fails') },
    { manifest: 'b/marketplace.yaml', outcome: ok(buildRehearsal()) },
  ]);
  expect(printed).toContain('<testsuites name="sagemaker-mkt rehearse" tests="6" failures="0" errors="1"');
  expect(printed).toContain('<error message="scripts/build.sh fails" type="refused">');
  expect(printed).toContain('<testsuite name="churn-scorer"');
});

const noPython = missingTool('python3');

describe.skipIf(noPython)(`what a program prints${noPython ? ` (skipped: ${noPython})` : ''}`, () => {
  test('whatever it is, the file can be read, and says it', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u0000', '\u001b[31m', '\ud800', ']]>', '\r\n', '\uffff'),
    );
    const texts = fc.sample(
      fc.array(unit).map((parts) => parts.join('')),
      200,
    );
    const results = texts.map((words, index) =>
      buildResult(`check-${index}`, { ...failing, words, evidence: [words] }),
    );
    const read = `import json, sys, xml.etree.ElementTree as tree
print(json.dumps([failure.get('message') for failure in tree.fromstring(sys.stdin.buffer.read()).iter('failure')]))`;
    const { stdout, stderr } = spawnSync('python3', ['-c', read], {
      input: junitOf(...results),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const shown = texts.map((words) =>
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
      words.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd'),
    );
    expect(JSON.parse(stdout)).toEqual(shown);
  });
});
