import { elementText, type Html, html } from './html.ts';

export interface ReportPageOptions {
  /** A day as YYYY-MM-DD, printed as the day the page speaks of. */
  readonly today: string;
  /** The version of the generator. */
  readonly generator: string;
  readonly style: string;
  /** The SHA-256 of a text in base64. The core has no cryptography of its own, so it is handed in. */
  readonly sha256: (text: string) => string;
}

export interface ReportContent {
  readonly title: string;
  readonly main: Html;
  /** Without one, the page runs none at all. */
  readonly script?: string;
}

/**
 * A page that needs nothing besides itself. Should a value ever escape its quotes, the browser would still run nothing:
 * the policy allows the page's own style and script by their fingerprints, and no request at all.
 */
export function printReportPage({ title, main, script }: ReportContent, options: ReportPageOptions): string {
  const { today, generator, style, sha256 } = options;
  const scripts = script === undefined ? '' : ` script-src 'sha256-${sha256(script)}';`;
  const policy = `default-src 'none'; style-src 'sha256-${sha256(style)}';${scripts} base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}, ${today}</title>
<style>${elementText(style)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="quiet">as of ${today}, generator-sagemaker-mkt ${generator}</p>
</header>
<main>
${main}
</main>
${script === undefined ? null : html`<script type="module">${elementText(script)}</script>\n`}</body>
</html>
`;
  return page.html;
}
