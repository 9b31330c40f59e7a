import type { ProductType } from './manifest.ts';

/** A listing of a CI matrix. Paths are relative to where the command ran, `/` between the parts. */
export interface MatrixListing {
  readonly folder: string;
  readonly manifest: string;
  /** The product's name, or the folder's where the manifest is broken: its job then reports why. */
  readonly name: string;
  /** Null where the manifest is broken. */
  readonly type: ProductType | null;
  /** Repository and tag of each image. */
  readonly images: readonly string[];
}
