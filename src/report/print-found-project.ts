import type { Paint } from '../problem/print-problems.ts';
import type { ProjectGrade } from '../project/chosen-project.ts';
import { replaceHidden } from '../text/hidden-characters.ts';
import { gradeColours, gradeWords } from './grade-words.ts';

/** Something of a project that says what its listing is. */
export interface FoundPart {
  readonly path: string;
  /** For scripts: `inference-script`, `training-script`, `server`, `model`, … */
  readonly kind: string;
  readonly what: string;
}

export interface ReportedProject {
  /** As the seller named it. */
  readonly path: string;
  readonly found: readonly FoundPart[];
  readonly grade: ProjectGrade;
  readonly because: string;
  readonly assumed: readonly string[];
  readonly missing: readonly string[];
}

/** More of them are counted, and not shown. */
const mostShown = 24;

/** What was found in a project, how the listing serves it, what was assumed, and what is missing. */
export function printFoundProject(
  { path, found, grade, because, assumed, missing }: ReportedProject,
  paint: Paint,
): string {
  const shownParts = found.slice(0, mostShown);
  const width = Math.min(60, Math.max(0, ...shownParts.map((part) => shown(part.path).length)));
  const left = found.length - shownParts.length;
  return [
    `${paint('bold', shown(path))}: a project`,
    '',
    'Found:',
    ...shownParts.map((part) => `  ${shown(part.path).padEnd(width)}  ${shown(part.what)}`),
    ...(left > 0 ? [`  … and ${left} more`] : []),
    '',
    `${paint(gradeColours[grade], gradeWords[grade])}: ${shown(because)}`,
    ...(assumed.length > 0 ? ['', 'Assumed:', ...assumed.map((line) => `  ${shown(line)}`)] : []),
    ...(missing.length > 0
      ? ['', 'Missing:', ...missing.map((line, at) => `  ${at + 1}. ${shown(line)}`)]
      : []),
    '',
  ].join('\n');
}

/** A file may have any name, and a terminal obeys some of them. */
function shown(text: string): string {
  return replaceHidden(text.replaceAll('\n', ' '));
}
