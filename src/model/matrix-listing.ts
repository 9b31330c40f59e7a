import type { ProductType } from './manifest.ts';

/** A listing as a CI job knows it. Paths are relative to where the command ran, `/` between the parts. */
export interface MatrixListing {
  readonly folder: string;
  readonly manifest: string;
  /** The product's, or that of the folder where the manifest is broken: its own job then says why. */
  readonly name: string;
  /** Null where the manifest is broken. */
  readonly type: ProductType | null;
  /** Repository and tag of each image. */
  readonly images: readonly string[];
}
