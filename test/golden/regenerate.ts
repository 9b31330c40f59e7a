// `npm run golden`: makes the golden trees and plans what the examples yield now. Review the diff: it is what users will get.
import { exampleNames } from '../support/render-example.ts';
import { currentPlans, storePlans } from './golden-plans.ts';
import { currentTree, storeTree } from './golden-tree.ts';

for (const example of exampleNames()) storeTree(example, currentTree(example));
storePlans(currentPlans());
