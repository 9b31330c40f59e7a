import type { Scanner } from '../model/publication.ts';
import type { ScanFinding } from './findings.ts';

/** The part of `trivy image --format json` that we use. */
interface TrivyReport {
  readonly SchemaVersion: number;
  readonly Results?: readonly { readonly Vulnerabilities?: readonly TrivyFinding[] | null }[] | null;
}

interface TrivyFinding {
  readonly VulnerabilityID?: string;
  readonly PkgName?: string;
  readonly InstalledVersion?: string;
  readonly FixedVersion?: string;
  readonly Severity?: string;
  readonly PrimaryURL?: string;
}

/** The part of `grype -o json` that we use. */
interface GrypeReport {
  readonly matches: readonly GrypeMatch[];
}

interface GrypeMatch {
  readonly vulnerability: {
    readonly id: string;
    readonly severity?: string;
    readonly dataSource?: string;
    readonly fix?: { readonly versions?: readonly string[] | null };
  };
  readonly relatedVulnerabilities?: readonly { readonly id: string }[] | null;
  readonly artifact: { readonly name: string; readonly version?: string };
}

const unknown = '-';

/** The findings in the report of a scanner; undefined where its output is no report. */
export function findingsOf(scanner: Scanner, output: string): readonly ScanFinding[] | undefined {
  const report = parsed(output);
  if (scanner === 'trivy' && 'SchemaVersion' in report)
    return ((report as TrivyReport).Results ?? []).flatMap(({ Vulnerabilities }) =>
      (Vulnerabilities ?? []).map(fromTrivy),
    );
  if (scanner === 'grype' && 'matches' in report) return (report as GrypeReport).matches.map(fromGrype);
  return undefined;
}

function parsed(output: string): object {
  try {
    const report: unknown = JSON.parse(output);
    return typeof report === 'object' && report !== null ? report : {};
  } catch {
    return {};
  }
}

function fromTrivy(finding: TrivyFinding): ScanFinding {
  return {
    severity: severityOf(finding.Severity),
    id: finding.VulnerabilityID ?? unknown,
    package: finding.PkgName ?? unknown,
    version: finding.InstalledVersion || unknown,
    fixedIn: finding.FixedVersion || unknown,
    link: finding.PrimaryURL || unknown,
  };
}

function fromGrype({ vulnerability, relatedVulnerabilities, artifact }: GrypeMatch): ScanFinding {
  const related = (relatedVulnerabilities ?? []).filter(({ id }) => id.startsWith('CVE-'));
  return {
    severity: severityOf(vulnerability.severity),
    // The number that ECR would give, and not that of an advisory, if there is exactly one.
    id: (related.length === 1 && related[0]?.id) || vulnerability.id,
    package: artifact.name,
    version: artifact.version || unknown,
    fixedIn: vulnerability.fix?.versions?.join(', ') || unknown,
    link: vulnerability.dataSource || unknown,
  };
}

const otherWords: Readonly<Record<string, string>> = { UNKNOWN: 'UNDEFINED', NEGLIGIBLE: 'INFORMATIONAL' };

/** In the words of ECR. */
function severityOf(said: string | undefined): string {
  const severity = said?.toUpperCase() ?? 'UNKNOWN';
  return otherWords[severity] ?? severity;
}
