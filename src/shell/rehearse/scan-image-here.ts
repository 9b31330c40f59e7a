import type { ResolvedUpload } from '../../model/resolved-listing.ts';
import { ok } from '../../model/result.ts';
import { countRefused, judgeFindings } from '../../publish/judge-findings.ts';
import { printFindings } from '../../publish/print-findings.ts';
import type { ImageFacts } from '../../rehearse/stage.ts';
import type { ContainerEngine } from '../engine/container-engine.ts';
import { scanHere } from '../engine/scan-here.ts';
import { today } from '../today.ts';

/** What an upload would say about the image before it pushes it. */
export async function scanImageHere(
  engine: ContainerEngine,
  image: string,
  upload: ResolvedUpload,
): Promise<ImageFacts['scan']> {
  const scan = await scanHere(engine, image);
  if (!scan.ok) return scan;
  const { scanner, findings } = scan.value;
  const judged = judgeFindings(findings, { ...upload, today: today() });
  return ok({
    words: `${image}: ${findings.length} findings of ${scanner}, none blocked`,
    refused: countRefused(judged, image),
    table: printFindings(judged)
      .split('\n')
      .filter((line) => line !== ''),
  });
}
