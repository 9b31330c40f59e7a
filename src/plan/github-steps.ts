import type { Json } from '../model/file-plan.ts';

/** Full commits, because a tag can be moved. */
export const actions = {
  checkout: { pin: 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8', version: 'v5.0.0' },
  setupNode: { pin: 'actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444', version: 'v5.0.0' },
  uploadArtifact: {
    pin: 'actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f',
    version: 'v6.0.0',
  },
  downloadArtifact: {
    pin: 'actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131',
    version: 'v7.0.0',
  },
  awsCredentials: {
    pin: 'aws-actions/configure-aws-credentials@00943011d9042930efac3dcd3a170e4273319bc8',
    version: 'v5.1.0',
  },
} as const;

export const runner = { 'runs-on': 'ubuntu-24.04' };

export const toolSteps: readonly Json[] = [
  { uses: actions.setupNode.pin, with: { 'node-version': '24', 'package-manager-cache': false } },
  {
    name: 'Install the generator',
    id: 'tool',
    run: 'npm install --global --ignore-scripts --no-audit --no-fund "$TOOL"',
  },
];

export const freshCheckout: Json = { uses: actions.checkout.pin, with: { 'persist-credentials': false } };

/** An expression, which GitHub evaluates when it reads the workflow. */
export function expression(code: string): string {
  return `\${{ ${code} }}`;
}
