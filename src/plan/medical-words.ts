import type { MedicalUse } from '../model/product-page.ts';

/** What AWS wants buyers of a medical product to read. */
export const medicalWords: Readonly<Record<MedicalUse, string>> = {
  'for-diagnosis': 'This is a medical product. It may be used for diagnosis.',
  'not-for-diagnosis': 'This is a medical product. It must not be used for diagnosis.',
};
