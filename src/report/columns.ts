import type { ListingReport, ListingStatus, ReportedProduct } from '../model/listing-report.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { countProblems } from '../problem/print-problems.ts';
import { shortName } from './align-rows.ts';
import { isPastEndOfLife, isSevere, problemWeight } from './count-fleet.ts';
import { countChanges, rehearsalWords, stateWords, typeWords } from './fleet-words.ts';
import { type Html, html } from './html.ts';
import { printCode } from './print-code.ts';
import { productName } from './product-name.ts';
import { dayOf } from './rehearsal-changes.ts';

export interface Column {
  readonly label: string;
  /** The share of the table's width, in percent. */
  readonly share: number;
  /** The content of the cell; null where the manifest has errors and the value is not known. */
  readonly cell: (report: ListingReport, today: string) => Html | null;
  /** The sort key, where it is not the text of the cell. */
  readonly sortKey?: (report: ListingReport) => number | string;
  /** The column is a count, so it is sorted with the largest first. */
  readonly isCount?: boolean;
}

/** The first column is the head of its row, and has the button that opens the details. */
export const columns: readonly Column[] = [
  { label: 'Listing', share: 17, cell: nameCell, sortKey: productName },
  {
    label: 'State',
    share: 9,
    cell: ({ status }) => stateCell(status),
    sortKey: ({ status }) => stateRank(status),
  },
  {
    label: 'Problems',
    share: 7,
    cell: ({ problems }) => problemsCell(problems),
    sortKey: problemWeight,
    isCount: true,
  },
  {
    label: 'Changes',
    share: 6.5,
    cell: ({ changes }) => (changes.length > 0 ? html`${countChanges(changes)}` : quiet('none')),
    sortKey: ({ changes }) => changes.length,
    isCount: true,
  },
  {
    label: 'Rehearsal',
    share: 7.5,
    cell: rehearsalCell,
    sortKey: ({ rehearsal }) => rehearsal?.count.failed ?? -1,
    isCount: true,
  },
  {
    label: 'Owner',
    share: 7.5,
    cell: ({ owner }) => (owner === null ? quiet('none') : html`${owner}`),
    sortKey: ({ owner }) => owner ?? '',
  },
  { label: 'Type', share: 6, cell: ofProduct(({ type }) => html`${typeWords[type]}`) },
  { label: 'Release', share: 5, cell: ofProduct(({ release }) => html`${release}`) },
  { label: 'Framework', share: 7.5, cell: ofProduct(({ framework }) => html`${framework}`) },
  { label: 'Base', share: 9.5, cell: ofProduct(({ base }) => html`${base.id}`) },
  { label: 'End of life', share: 6.5, cell: endOfLifeCell },
  {
    label: 'ECR scan',
    share: 4,
    cell: ofProduct(({ base }) => scanCell(base.isScannable)),
  },
  { label: 'Region', share: 7, cell: ofProduct(({ region }) => html`${region}`) },
];

function ofProduct(cell: (product: ReportedProduct) => Html): Column['cell'] {
  return ({ product }) => product && cell(product);
}

/** The name, which the script makes the button that opens the details, and the folder. */
function nameCell(report: ListingReport): Html {
  const folder = html`<span class="folder">${printCode(shortName(report.manifest), 26)}</span>`;
  return html`<span class="name">${productName(report)}</span>${folder}`;
}

function stateCell(status: ListingStatus): Html {
  return html`<span class="state ${status}">${stateWords[status]}</span>`;
}

function stateRank(status: ListingStatus): number {
  return Object.keys(stateWords).indexOf(status);
}

function problemsCell(problems: readonly LocatedProblem[]): Html {
  if (problems.length === 0) return quiet('none');
  const worst = problems.some(isSevere) ? 'error' : 'warning';
  return html`<span class="${worst}">${countProblems(problems)}</span>`;
}

function endOfLifeCell(report: ListingReport, today: string): Html | null {
  if (!report.product) return null;
  const { endOfLife } = report.product.base;
  if (endOfLife === null) return quiet('unknown');
  if (!isPastEndOfLife(report, today)) return html`<span class="day">${endOfLife}</span>`;
  return html`<span class="error"><span class="day">${endOfLife}</span> past</span>`;
}

function scanCell(isScannable: boolean | null): Html {
  if (isScannable === null) return quiet('unknown');
  return isScannable ? html`yes` : html`<span class="warning">no</span>`;
}

function rehearsalCell({ rehearsal }: ListingReport): Html {
  if (!rehearsal) return quiet('none');
  const { verdict, count, date } = rehearsal;
  const failed = verdict === 'not-ready' ? html`, ${count.failed} failed` : null;
  return html`<span class="${verdict}">${rehearsalWords[verdict]}${failed}</span> <span class="quiet day">${dayOf(date)}</span>`;
}

function quiet(word: string): Html {
  return html`<span class="quiet">${word}</span>`;
}
