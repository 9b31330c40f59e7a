import { from0 } from './from-0.ts';
import type { Migration } from './migration.ts';

/** One for each old version, oldest first: an old manifest goes through its own and all later ones. */
export const allMigrations: readonly Migration[] = [from0];
