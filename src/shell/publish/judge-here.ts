import { publishedImages } from '../../model/publication.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { countRefused, judgeFindings } from '../../publish/judge-findings.ts';
import { printFindings } from '../../publish/print-findings.ts';
import type { ContainerEngine } from '../engine/container-engine.ts';
import { scanHere } from '../engine/scan-here.ts';
import { Refusal } from '../refusal.ts';
import type { Say } from '../reporter.ts';
import { today } from '../today.ts';

/** Refuses, before anything is sent, what the scan after the push would refuse: where a scanner is installed. */
export async function judgeHere(listing: ResolvedListing, engine: ContainerEngine, say: Say): Promise<void> {
  const refused: string[] = [];
  const images = publishedImages(listing);
  for (const { image, repository } of images) {
    const scan = await scanHere(engine, image);
    if (!scan.ok) {
      say(`no scan before the push: ${scan.reason}; ECR scans after it`);
      break;
    }
    const { scanner, findings } = scan.value;
    say(`scan of ${image} by ${scanner}: ${findings.length} findings`);
    const judged = judgeFindings(findings, { ...listing.upload, today: today() });
    if (judged.length > 0) say(printFindings(judged).trimEnd());
    refused.push(...countRefused(judged, repository));
  }
  if (refused.length > 0)
    throw new Refusal(
      `the scan before the push found vulnerabilities that marketplace.yaml does not allow: ${refused.join(', ')}`,
      'update the base or the packages, build and upload; upload.scan.allow lets a false finding through',
    );
}
