import type { LocatedProblem, Location } from '../model/problem.ts';
import { reasonsOf, sortProblems } from './print-problems.ts';

/** SARIF 2.1.0: code hosts and editors show it as findings. */
export function problemsAsSarif(problems: readonly LocatedProblem[], version: string): string {
  const sorted = sortProblems(problems);
  const rules = [...new Set(sorted.map(({ code }) => code))].sort().map((id) => ({ id }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'sagemaker-mkt', version, rules } },
        columnKind: 'unicodeCodePoints',
        results: sorted.map(resultOf),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(problem: LocatedProblem) {
  const { code, severity, what, fix, location, notes } = problem;
  const reasons = reasonsOf(problem).map(({ label, text }) => `${label}: ${text}`);
  return {
    ruleId: code,
    level: severity === 'warning' ? 'warning' : 'error',
    message: { text: [what, ...reasons, `fix: ${fix}`].join('\n') },
    locations: [physical(location)],
    ...(notes && {
      relatedLocations: notes.map((note) => ({
        ...physical(note.location),
        message: { text: note.sentence },
      })),
    }),
  };
}

function physical({ file, line, column, length }: Location) {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file) },
      region: { startLine: line, startColumn: column, ...(length > 0 && { endColumn: column + length }) },
    },
  };
}
