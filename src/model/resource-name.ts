/** The longest EntityName that SageMaker accepts (SageMaker API, read 2026-11-21). */
export const longestResourceName = 63;

/** The name of the model package or algorithm. An EntityName has only letters, digits, and hyphens between them. */
export function resourceName(product: string, release: string): string {
  return `${product}-${release.replace(/[^a-zA-Z0-9]+/g, '-')}`.replace(/-+$/, '');
}
