/** One finding, of basic or enhanced scanning. */
export interface ScanFinding {
  readonly severity: string;
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly fixedIn: string;
  readonly link: string;
}

/** The part of ECR's answer that we use. */
export interface ScanAnswer {
  readonly findings?: readonly BasicFinding[] | undefined;
  readonly enhancedFindings?: readonly EnhancedFinding[] | undefined;
}

interface BasicFinding {
  readonly name?: string | undefined;
  readonly severity?: string | undefined;
  readonly uri?: string | undefined;
  readonly attributes?:
    | readonly { readonly key: string | undefined; readonly value?: string | undefined }[]
    | undefined;
}

interface EnhancedFinding {
  readonly title?: string | undefined;
  readonly severity?: string | undefined;
  readonly packageVulnerabilityDetails?:
    | {
        readonly vulnerabilityId?: string | undefined;
        readonly sourceUrl?: string | undefined;
        readonly vulnerablePackages?: readonly VulnerablePackage[] | undefined;
      }
    | undefined;
}

interface VulnerablePackage {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  readonly fixedInVersion?: string | undefined;
}

const unknown = '-';

export function findingsIn({ findings = [], enhancedFindings = [] }: ScanAnswer): readonly ScanFinding[] {
  return [...findings.map(fromBasic), ...enhancedFindings.map(fromEnhanced)];
}

function fromBasic({ name, severity, uri, attributes = [] }: BasicFinding): ScanFinding {
  const attribute = (isMeant: (key: string) => boolean) =>
    attributes.find(({ key }) => key !== undefined && isMeant(key))?.value || unknown;
  return {
    severity: severity ?? unknown,
    id: name ?? unknown,
    package: attribute((key) => key === 'package_name'),
    version: attribute((key) => key === 'package_version'),
    fixedIn: attribute((key) => key.startsWith('fix')),
    link: uri || unknown,
  };
}

function fromEnhanced({
  title,
  severity,
  packageVulnerabilityDetails: details,
}: EnhancedFinding): ScanFinding {
  const packages = details?.vulnerablePackages ?? [];
  const together = (member: keyof VulnerablePackage) =>
    packages.flatMap((one) => one[member] ?? []).join(', ') || unknown;
  return {
    // Amazon Inspector's word for findings without a rating.
    severity: severity === 'UNTRIAGED' ? 'UNDEFINED' : (severity ?? unknown),
    id: details?.vulnerabilityId ?? title ?? unknown,
    package: together('name'),
    version: together('version'),
    fixedIn: together('fixedInVersion'),
    link: details?.sourceUrl ?? unknown,
  };
}
