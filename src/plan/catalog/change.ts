import type { Json } from '../../model/file-plan.ts';

/** A change of one entity in a request for StartChangeSet of the AWS Marketplace Catalog API. */
export interface Change {
  /** Letters only: the API's pattern admits nothing else. */
  readonly name: string;
  readonly type: string;
  readonly entity: Entity;
  readonly details: { readonly [member: string]: Json };
}

/** An entity that is there, or one that the request makes, which has no id yet. */
export interface Entity {
  readonly type: 'MachineLearningProduct@1.0' | 'Offer@1.0';
  readonly id: string | null;
}

/** The ids that only AWS knows. Each stands alone in its member, so that nothing else is replaced. */
export const catalogPlaceholders = {
  product: 'PRODUCT_ID',
  offer: 'OFFER_ID',
  deliveryOption: 'DELIVERY_OPTION_ID',
} as const;

export function product(id: string | null): Entity {
  return { type: 'MachineLearningProduct@1.0', id };
}

export function offer(id: string | null): Entity {
  return { type: 'Offer@1.0', id };
}

/** The id that the change of this name will have made, in another change of the same request. */
export function idMadeBy(change: string): string {
  return `$${change}.Entity.Identifier`;
}

export function changeSet(name: string, changes: readonly Change[]): Json {
  return {
    Catalog: 'AWSMarketplace',
    ChangeSetName: name,
    Intent: 'APPLY',
    ChangeSet: changes.map(({ name: changeName, type, entity, details }) => ({
      ChangeType: type,
      ChangeName: changeName,
      Entity: { Type: entity.type, ...(entity.id !== null && { Identifier: entity.id }) },
      DetailsDocument: details,
    })),
  };
}
