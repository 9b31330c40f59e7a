/** With its registry, as the label's standard asks: a name without one is Docker Hub's, and without an owner an official image. */
export function fullReference(image: string): string {
  const [owner = '', ...names] = image.split('/');
  if (names.length === 0) return `docker.io/library/${image}`;
  return /[.:]|^localhost$/.test(owner) ? image : `docker.io/${image}`;
}
