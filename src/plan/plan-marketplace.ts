import type { PlannedFile } from '../model/file-plan.ts';
import { resourceKinds } from '../model/publication.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { planAccountTemplate } from './account-template.ts';
import { planCatalog } from './catalog/plan-catalog.ts';
import { openApi } from './open-api.ts';
import { planBuyer } from './plan-buyer.ts';
import { printed, serialised } from './planned.ts';
import { productPageView } from './product-page-view.ts';
import { resourceRequest } from './resource-request.ts';

/**
 * Everything in `marketplace/` and `buyer/`: the requests to AWS, the template of what they need in the account, and what buyers get. AWS certifies only validated
 * products, so without `validation` in the manifest there is nothing to register or sell yet.
 */
export function planMarketplace(listing: ResolvedListing): readonly PlannedFile[] {
  return [
    planAccountTemplate(listing),
    ...planOpenApi(listing),
    ...(listing.validation ? planProduct(listing) : []),
  ];
}

function planProduct(listing: ResolvedListing): readonly PlannedFile[] {
  return [
    serialised(resourceKinds[listing.productType].requestFile, 'own', resourceRequest(listing)),
    printed('product', 'marketplace/product-page.md', 'merge', productPageView(listing)),
    ...planCatalog(listing),
    ...planBuyer(listing),
  ];
}

/** Without fields there is nothing to say that buyers do not know from the content types. */
function planOpenApi(listing: ResolvedListing): readonly PlannedFile[] {
  const { input, output } = listing.fields;
  if (input.length + output.length === 0) return [];
  return [serialised('marketplace/openapi.json', 'own', openApi(listing))];
}
