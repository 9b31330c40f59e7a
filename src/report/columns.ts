import type {
  ListingReport,
  ListingStatus,
  ReportedProduct,
  ReportedRehearsal,
} from '../model/listing-report.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { countProblems } from '../problem/print-problems.ts';
import { isPastEndOfLife } from './count-fleet.ts';
import { countChanges, stateWords, typeWords } from './fleet-words.ts';
import { type Html, html } from './html.ts';
import { dayOf } from './rehearsal-changes.ts';

export interface Column {
  readonly label: string;
  /** The share of the table's width, in percent. */
  readonly share: number;
  /** The content of the cell; null where the manifest has errors. */
  readonly cell: (report: ListingReport, today: string) => Html | null;
  /** The sort key, where it is not the text of the cell. */
  readonly sortKey?: (report: ListingReport) => number;
  /** The column is a count, so it is sorted with the largest first. */
  readonly isCount?: boolean;
}

/** The first column is the head of its row, and has the button that opens the details. */
export const columns: readonly Column[] = [
  { label: 'Listing', share: 11.5, cell: (report) => nameCell(report) },
  {
    label: 'State',
    share: 9,
    cell: ({ status }) => stateCell(status),
    sortKey: ({ status }) => stateRank(status),
  },
  {
    label: 'Problems',
    share: 6.5,
    cell: ({ problems }) => problemsCell(problems),
    sortKey: ({ problems }) => problemWeight(problems),
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
    share: 7,
    cell: ({ product, rehearsal }) => product && rehearsalCell(rehearsal),
    sortKey: ({ rehearsal }) => rehearsal?.count.failed ?? -1,
    isCount: true,
  },
  { label: 'Title', share: 10.5, cell: ofProduct(({ title }) => html`${title}`) },
  { label: 'Type', share: 6.5, cell: ofProduct(({ type }) => html`${typeWords[type]}`) },
  { label: 'Release', share: 5.5, cell: ofProduct(({ release }) => html`${release}`) },
  { label: 'Framework', share: 8, cell: ofProduct(({ framework }) => html`${framework}`) },
  { label: 'Base', share: 11, cell: ofProduct(({ base }) => html`${base.id}`) },
  { label: 'End of life', share: 7, cell: endOfLifeCell },
  {
    label: 'ECR scan',
    share: 4.5,
    cell: ofProduct(({ base }) => scanCell(base.isScannable)),
  },
  { label: 'Region', share: 6.5, cell: ofProduct(({ region }) => html`${region}`) },
];

function ofProduct(cell: (product: ReportedProduct) => Html): Column['cell'] {
  return ({ product }) => product && cell(product);
}

/** A manifest with errors has no product name, so its path is shown. */
function nameCell({ product, manifest }: ListingReport): Html {
  return html`<span class="name">${product?.name ?? manifest}</span>`;
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

/** The sort key: one error counts more than any number of warnings. */
function problemWeight(problems: readonly LocatedProblem[]): number {
  const severe = problems.filter(isSevere).length;
  return severe * 1_000_000 + problems.length - severe;
}

function isSevere({ severity }: LocatedProblem): boolean {
  return severity !== 'warning';
}

function endOfLifeCell(report: ListingReport, today: string): Html | null {
  if (!report.product) return null;
  const { endOfLife } = report.product.base;
  if (endOfLife === null) return quiet('unknown');
  if (!isPastEndOfLife(report, today)) return html`${endOfLife}`;
  return html`<span class="error">${endOfLife} past</span>`;
}

function scanCell(isScannable: boolean | null): Html {
  if (isScannable === null) return quiet('unknown');
  return isScannable ? html`yes` : html`<span class="warning">no</span>`;
}

function rehearsalCell(rehearsal: ReportedRehearsal | null): Html {
  if (!rehearsal) return quiet('never');
  const { verdict, count, date } = rehearsal;
  const words = verdict === 'ready' ? html`ready` : html`<span class="error">${count.failed} failed</span>`;
  return html`${[words, html` <span class="quiet day">${dayOf(date)}</span>`]}`;
}

function quiet(word: string): Html {
  return html`<span class="quiet">${word}</span>`;
}
