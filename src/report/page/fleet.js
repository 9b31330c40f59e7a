// The script of the fleet report: it hides, sorts and opens rows. It never writes HTML, only moves nodes and sets
// texts, so a malicious title stays text.

/**
 * @typedef {object} Listing
 * @property {HTMLTableSectionElement} body
 * @property {HTMLTableRowElement} row
 * @property {HTMLTableRowElement} details
 * @property {HTMLButtonElement} toggle
 * @property {Element | undefined} problems The block of its problems above the table, if it has any.
 * @property {string} [words] The text that a search reads, made on the first search.
 */

const table = find('table', HTMLTableElement);
const filters = find('#filters', HTMLFormElement);
const shown = find('#shown', HTMLElement);
const openAll = find('#open-all', HTMLButtonElement);
const more = find('#more', HTMLElement);
const inOrder = new Intl.Collator('en', { numeric: true });
const none = find('#none', HTMLElement);
/** The blocks of problems above the table; without problems there are none, and no button. */
const blocks = new Map(
  [...document.querySelectorAll('.faulty > section')].map((block) => [ofBlock(block), block]),
);
const moreProblems = document.querySelector('#more-problems');
/** In the order of display. */
const listings = [...table.tBodies].map(listingOf);
/** In the order of the page, which sorting does not change. */
const faulty = listings.filter(({ problems }) => problems);
/** The number of rows that the page shows at first: a browser needs a second for a table of thousands. */
const step = listings.filter(({ body }) => !body.classList.contains('beyond')).length;
let most = step;
let mostProblems = faulty.filter(({ problems }) => !problems?.classList.contains('beyond')).length;

makeHeadsSort();
makeCountsFilter();
filters.addEventListener('input', filter);
filters.addEventListener('submit', (event) => event.preventDefault());
// During the event the controls still have their old values.
filters.addEventListener('reset', () => setTimeout(filter));
openAll.addEventListener('click', openMatches);
find('#show-more', HTMLButtonElement).addEventListener('click', () => showUpTo(most + step));
find('#show-all', HTMLButtonElement).addEventListener('click', () => showUpTo(listings.length));
moreProblems?.querySelector('button')?.addEventListener('click', showAllProblems);
// After "back", a browser restores the controls after this script has run.
addEventListener('pageshow', showMatches);
filters.hidden = false;

/**
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} kind
 * @param {ParentNode} [parent]
 * @returns {T}
 */
function find(selector, kind, parent = document) {
  const element = parent.querySelector(selector);
  if (element instanceof kind) return element;
  throw new Error(`the page has no ${selector}`);
}

/**
 * @param {HTMLTableSectionElement} body
 * @returns {Listing}
 */
function listingOf(body) {
  const row = find('.listing', HTMLTableRowElement, body);
  const details = find('.details', HTMLTableRowElement, body);
  const toggle = buttonAround(find('.name', HTMLElement, row));
  toggle.setAttribute('aria-controls', details.id);
  const listing = { body, row, details, toggle, problems: blocks.get(details.id) };
  toggle.addEventListener('click', () => setOpen(listing, !isOpen(listing)));
  setOpen(listing, false);
  return listing;
}

/** @param {Element} block */
function ofBlock(block) {
  return block.getAttribute('data-of') ?? '';
}

/** @param {Listing} listing */
function isOpen({ details }) {
  return details.classList.contains('open');
}

/**
 * @param {Listing} listing
 * @param {boolean} open
 */
function setOpen({ details, toggle }, open) {
  details.classList.toggle('open', open);
  toggle.setAttribute('aria-expanded', String(open));
}

/**
 * Puts the content of the element into a button. The HTML has no buttons: without this script they would do nothing.
 *
 * @param {HTMLElement} element
 */
function buttonAround(element) {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...element.childNodes);
  element.append(button);
  return button;
}

function makeHeadsSort() {
  const heads = [...table.querySelectorAll('thead th')].filter((head) => head instanceof HTMLElement);
  heads.forEach((head, column) => {
    buttonAround(head).addEventListener('click', () => {
      const before = head.getAttribute('aria-sort');
      const opposite = before === 'ascending' ? 'descending' : 'ascending';
      const order = before ? opposite : (head.dataset['first'] ?? 'ascending');
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', order);
      sortBy(column, order === 'ascending' ? 1 : -1);
    });
  });
}

/**
 * Listings with an empty cell come last in both directions, and equal ones keep their order.
 *
 * @param {number} column
 * @param {1 | -1} direction
 */
function sortBy(column, direction) {
  /** @param {Listing} listing */
  const keyOf = ({ row }) => row.cells[column]?.dataset['key'] ?? row.cells[column]?.textContent ?? '';
  const keys = new Map(listings.map((listing) => [listing, keyOf(listing)]));
  listings.sort((one, other) => {
    const [a, b] = [keys.get(one), keys.get(other)];
    return a && b ? direction * inOrder.compare(a, b) : Number(!a) - Number(!b);
  });
  table.append(...listings.map(({ body }) => body));
  showMatches();
}

/** Makes a count at the top a button that shows the counted listings. */
function makeCountsFilter() {
  for (const count of document.querySelectorAll('.counts [data-control]')) {
    if (!(count instanceof HTMLElement) || count.dataset['count'] === '0') continue;
    const { control = '', value = '' } = count.dataset;
    buttonAround(count).addEventListener('click', () => {
      filters.reset();
      const field = filters.elements.namedItem(control);
      if (field instanceof HTMLInputElement) field.checked = true;
      if (field instanceof HTMLSelectElement) field.value = value;
    });
  }
}

function filter() {
  showUpTo(step);
}

/** @param {number} count */
function showUpTo(count) {
  most = count;
  showMatches();
}

function showMatches() {
  const matches = matchOf(new FormData(filters));
  let count = 0;
  for (const listing of listings) {
    const isMatch = matches(listing);
    if (isMatch) count += 1;
    listing.body.hidden = !isMatch;
    listing.body.classList.toggle('beyond', count > most);
  }
  more.hidden = count <= most;
  none.hidden = count > 0;
  shown.textContent = countOf(count, listings.length);
  find('span', HTMLElement, more).textContent = `The first ${most.toLocaleString('en')} are shown.`;
  showProblems();
}

/** The problems of the listings that match, in the order of the page. */
function showProblems() {
  const matches = faulty.filter(({ body }) => !body.hidden);
  for (const { problems, body } of faulty) problems?.toggleAttribute('hidden', Boolean(body.hidden));
  for (const [place, { problems }] of matches.entries())
    problems?.classList.toggle('beyond', place >= mostProblems);
  moreProblems?.toggleAttribute('hidden', matches.length <= mostProblems);
  if (faulty.length > 0)
    find('#faulty', HTMLElement).textContent = `in ${countOf(matches.length, faulty.length)}`;
}

function showAllProblems() {
  mostProblems = faulty.length;
  showProblems();
}

/**
 * `3 of 1,000 listings`.
 *
 * @param {number} count
 * @param {number} all
 */
function countOf(count, all) {
  const found = count === all ? '' : `${count.toLocaleString('en')} of `;
  return `${found}${all.toLocaleString('en')} ${all === 1 ? 'listing' : 'listings'}`;
}

/**
 * The name and value of a control are those of the `data-` attribute that it filters by; a checkbox has `on`.
 *
 * @param {FormData} wanted
 * @returns {(listing: Listing) => boolean}
 */
function matchOf(wanted) {
  const words = String(wanted.get('search') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const fields = [...wanted].filter(([name, value]) => name !== 'search' && value !== '');
  return (listing) =>
    fields.every(([name, value]) => listing.body.dataset[name] === value) &&
    (words.length === 0 || words.every((word) => wordsOf(listing).includes(word)));
}

/** @param {Listing} listing */
function wordsOf(listing) {
  listing.words ??= (listing.body.textContent ?? '').toLowerCase();
  return listing.words;
}

/** Opens the shown listings, or closes them where all are open. */
function openMatches() {
  const matches = listings.filter(({ body }) => !body.hidden);
  const areOpen = matches.every(isOpen);
  for (const listing of matches) setOpen(listing, !areOpen);
}
