import { expect, test } from 'vitest';
import { findingsOf } from '../../src/publish/scanner-findings.ts';
import { recorded } from '../support/scanner-stand-in.ts';

const link = (id: string) => `https://cve.example.com/${id}`;
const row = (
  severity: string,
  id: string,
  name: string,
  version: string,
  fixedIn: string,
  where = link(id),
) => ({
  severity,
  id,
  package: name,
  version,
  fixedIn,
  link: where,
});

const zlib = row('HIGH', 'CVE-2024-0002', 'zlib1g', '1:1.2.13', '-');
const openssl = row('CRITICAL', 'CVE-2024-0001', 'openssl', '3.0.1', '3.0.9');

test('the findings in a report of trivy, of all its targets', () => {
  expect(findingsOf('trivy', recorded('trivy', 'json'))).toEqual([
    zlib,
    openssl,
    row('UNDEFINED', 'TEMP-0000001-ABCDEF', 'tar', '1.34', '-', '-'),
    row('HIGH', 'CVE-2024-0003', 'somepkg', '1.0', '1.2, 2.0'),
  ]);
});

test('the findings in a report of grype, by the one CVE of an advisory where it has one', () => {
  expect(findingsOf('grype', recorded('grype', 'json'))).toEqual([
    zlib,
    openssl,
    row('HIGH', 'CVE-2024-0003', 'somepkg', '1.0', '1.2, 2.0', link('GHSA-aaaa-bbbb-cccc')),
    row('MEDIUM', 'ALAS-2024-001', 'glibc', '2.34', '2.34-1'),
    row('INFORMATIONAL', 'CVE-2010-0001', 'tar', '1.34', '-', '-'),
    row('UNDEFINED', 'CVE-2024-0006', 'bash', '5.2', '-'),
  ]);
});

test('an image without findings has a report too', () => {
  expect(findingsOf('trivy', '{ "SchemaVersion": 2, "ArtifactName": "x" }')).toEqual([]);
  expect(
    findingsOf('trivy', '{ "SchemaVersion": 2, "Results": [{ "Target": "x", "Vulnerabilities": null }] }'),
  ).toEqual([]);
  expect(findingsOf('grype', '{ "matches": [] }')).toEqual([]);
});

test.each(['', 'FATAL no database', '[]', '{}', 'null', '{ "SchemaVersion": 2,'])(
  '%j is no report',
  (output) => {
    expect(findingsOf('trivy', output)).toBeUndefined();
    expect(findingsOf('grype', output)).toBeUndefined();
  },
);
