import type { ProjectGrade } from '../project/chosen-project.ts';

export const gradeWords: Readonly<Record<ProjectGrade, string>> = {
  runs: 'runs',
  'needs-load': 'needs `load`',
  'needs-work': 'needs work',
  'packaged-only': 'packaged only',
};

export const gradeColours: Readonly<Record<ProjectGrade, 'green' | 'yellow'>> = {
  runs: 'green',
  'needs-load': 'yellow',
  'needs-work': 'yellow',
  'packaged-only': 'yellow',
};
