import type { InstanceTypes } from '../model/catalogue.ts';

/** Whether AWS may have added this type since our list was made: it has the form of one, and no use knows it. */
export function mayBeNewType(type: string, { realtime, transform, training }: InstanceTypes): boolean {
  const isKnown = [realtime, transform, training].some((types) => types.includes(type));
  return !isKnown && /^ml\.[a-z][a-z0-9-]*\.(?:medium|large|\d*xlarge|metal)$/.test(type);
}
