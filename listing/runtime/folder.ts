import { join } from 'node:path';

export const runtimeFolder = import.meta.dirname;

export const listingFolder = join(runtimeFolder, '..');
