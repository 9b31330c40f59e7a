import { registerHooks } from 'node:module';

// GitHub's parser imports its schema like a bundler does; Node needs the type JSON for such a file.
const hooks = registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return specifier.endsWith('.json') ? { ...found, importAttributes: { type: 'json' } } : found;
  },
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import(
  '@actions/workflow-parser'
);
hooks.deregister();

/** The errors that GitHub's own parser finds in a workflow. */
export async function workflowFaults(content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter());
  const faults = context.errors.getErrors().map(({ message }) => message);
  if (!value) return [...faults, 'no workflow'];
  const { errors = [] } = await convertWorkflowTemplate(context, value);
  return [...faults, ...errors.map(({ Message }) => Message)];
}
