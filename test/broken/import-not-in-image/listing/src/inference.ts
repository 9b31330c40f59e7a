import { limit } from '../rules.ts';

/** The image has src/, and nothing beside it. */
export const limits = { limit };
