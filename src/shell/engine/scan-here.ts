import type { Scanner } from '../../model/publication.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import type { ScanFinding } from '../../publish/findings.ts';
import { findingsOf } from '../../publish/scanner-findings.ts';
import { setting } from '../environment-settings.ts';
import { type ContainerEngine, runWithoutKeys } from './container-engine.ts';

export interface ScannedHere {
  readonly scanner: Scanner;
  readonly findings: readonly ScanFinding[];
}

const absent = 'neither trivy nor grype is installed here';

/** Scans a local image with the first scanner that is installed; fails with words for people where none gives a verdict. */
export async function scanHere(engine: ContainerEngine, image: string): Promise<Result<ScannedHere>> {
  for (const scanner of ['trivy', 'grype'] as const) {
    const found = await scanWith(scanner, engine, image);
    if (found) return found;
  }
  return failure(absent);
}

/** Undefined where the scanner is not installed. */
async function scanWith(
  scanner: Scanner,
  engine: ContainerEngine,
  image: string,
): Promise<Result<ScannedHere> | undefined> {
  const seconds = setting('ENGINE_SECONDS', 600);
  const { code, stdout, stderr, timedOut } = await runWithoutKeys(scanner, wordsOf(scanner, engine, image), {
    seconds,
  });
  if (code === 'ENOENT') return undefined;
  if (timedOut) return failure(`${scanner} did not end within ${seconds} seconds`);
  // Settings of its own can make a scanner with findings end with another code than 0.
  const findings = findingsOf(scanner, String(stdout ?? ''));
  if (findings) return ok({ scanner, findings });
  const lines = String(stderr ?? '')
    .trim()
    .split(/\s*\n\s*/);
  return failure(`${scanner} gave no report: ${lines.at(-1) || 'it printed nothing'}`);
}

/** Only the image of this machine is wanted, and none from a registry. */
function wordsOf(scanner: Scanner, { isPodman }: ContainerEngine, image: string): readonly string[] {
  const engine = isPodman ? 'podman' : 'docker';
  if (scanner === 'grype') return [`${engine}:${image}`, '--output', 'json', '--quiet'];
  return ['image', '--quiet', '--scanners', 'vuln', '--image-src', engine, '--format', 'json', image];
}
