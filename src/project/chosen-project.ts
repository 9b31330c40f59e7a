import type { Framework } from '../model/catalogue.ts';
import type { Grade } from '../model/model-files/grades.ts';
import type { ChosenParts } from './choose-parts.ts';
import type { ChosenFramework } from './framework-for-project.ts';
import type { ChosenPackages } from './packages-for-project.ts';
import type { PlacedCode } from './place-code.ts';
import type { Program } from './project-code.ts';
import type { ProjectFolder } from './project-folder.ts';
import type { ProjectModel } from './project-models.ts';
import type { ReadProject } from './read-project.ts';
import type { RuleBreak } from './rules/rule-break.ts';

export type ProjectGrade = Grade | 'needs-work';

export interface ProjectToList {
  readonly folder: ProjectFolder;
  readonly project: ReadProject;
  readonly parts: ChosenParts;
  readonly models: readonly ProjectModel[];
  readonly frameworks: readonly Framework[];
  /** What the listing has for a script of a framework; undefined where a script brings all of it. */
  readonly defaultsOf: (framework: string) => { readonly loadsModel: boolean } | undefined;
  readonly isInPlace: boolean;
  /** `model-package` or `algorithm`, where the seller said which. */
  readonly type: string | undefined;
}

export interface Programs {
  readonly serving: Program | undefined;
  readonly training: Program | undefined;
  readonly all: readonly Program[];
}

export interface Placed {
  readonly serving: PlacedCode | undefined;
  readonly training: PlacedCode | undefined;
}

/** All that was chosen for a listing, from which its manifest and its report are made. */
export interface Chosen {
  readonly given: ProjectToList;
  readonly programs: Programs;
  readonly models: readonly ProjectModel[];
  readonly framework: ChosenFramework;
  readonly isAlgorithm: boolean;
  readonly packages: ChosenPackages;
  readonly placed: Placed;
  readonly breaks: readonly RuleBreak[];
}
