// `npm run golden`: updates the golden trees and plans to the current output. Review the diff: users will get
// it.
import { exampleNames } from '../support/render-example.ts';
import { currentPlans, storePlans } from './golden-plans.ts';
import { currentTree, storeTree } from './golden-tree.ts';

for (const example of exampleNames()) storeTree(example, currentTree(example));
storePlans(currentPlans());
