import { elementText, type Html, html } from './html.ts';

export interface ReportPageOptions {
  /** The day of the page, as YYYY-MM-DD. */
  readonly today: string;
  /** The version of the generator. */
  readonly generator: string;
  readonly style: string;
  /** The SHA-256 of a text in base64. The core has no cryptography, so the caller passes it in. */
  readonly sha256: (text: string) => string;
}

export interface ReportContent {
  readonly title: string;
  readonly main: Html;
  /** Without it, the page runs no script. */
  readonly script?: string;
}

/**
 * A page without other files. If quoting ever fails, the browser still runs nothing: the policy allows only the page's
 * own style and script, by their hashes, and no requests.
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
<p class="quiet">Made on ${today} by generator-sagemaker-mkt ${generator}</p>
</header>
<main>
${main}
</main>
${script === undefined ? null : html`<script type="module">${elementText(script)}</script>\n`}</body>
</html>
`;
  return page.html;
}
