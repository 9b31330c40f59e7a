import { from0 } from './from-0.ts';
import type { Migration } from './migration.ts';

/** One for every version that was ever read, oldest first: an old manifest walks through all that follow. */
export const allMigrations: readonly Migration[] = [from0];
