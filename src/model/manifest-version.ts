/** The version of the manifest's format that this generator reads, and the one that `upgrade` ends at. */
export const currentVersion = 1;
