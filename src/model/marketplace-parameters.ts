/** What AWS Marketplace takes of a parameter (Catalog API; of the number, the portal, which takes fewer; read 2026-11-29). */
export const mostParameters = 24;
export const longestParameterName = 100;
export const longestParameterDescription = 1000;
export const longestParameterConstraints = 1500;

/** Whether AWS Marketplace can show a field or an attribute of this name: it takes printable ASCII. */
export function isParameterName(name: string): boolean {
  return name.length <= longestParameterName && /^[ -~]+$/.test(name);
}
