import { join } from 'node:path';
import { parseRecordedData, type RecordedData } from '../../model/recorded-data.ts';
import { readRegularText } from '../read-regular-file.ts';

/** Beside the lock: the answers are in git, so what they were made from is too. */
export const recordPlace = '.sagemaker-mkt/buyer.json';

/** Undefined where nothing was recorded, or the file is damaged. */
export function loadRecorded(folder: string): RecordedData | undefined {
  const text = readRegularText(join(folder, recordPlace));
  return text === undefined ? undefined : parseRecordedData(text);
}
