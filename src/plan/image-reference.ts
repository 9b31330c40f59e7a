/**
 * The image with its registry, as the standard of the label requires: a name without a registry is Docker Hub's, and
 * one without an owner is an official image.
 */
export function fullReference(image: string): string {
  const [owner = '', ...names] = image.split('/');
  if (names.length === 0) return `docker.io/library/${image}`;
  return /[.:]|^localhost$/.test(owner) ? image : `docker.io/${image}`;
}
