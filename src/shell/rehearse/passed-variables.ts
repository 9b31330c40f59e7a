import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import type { UsageFault } from '../report-usage.ts';

type Variables = Readonly<Record<string, string>>;

/** What a program needs to start on this machine. Keys, tokens and passwords of the seller are not among them. */
const forPrograms =
  /^(PATH|HOME|USER|LOGNAME|SHELL|TERM|TMPDIR|TZ|LANG|LANGUAGE|LC_\w+|LD_LIBRARY_PATH|VIRTUAL_ENV|CONDA_PREFIX|PYTHON(PATH|HOME|DONTWRITEBYTECODE|UNBUFFERED|HASHSEED)|NODE_(OPTIONS|EXTRA_CA_CERTS|ENV|COMPILE_CACHE)|SAGEMAKER_\w+|(OMP|MKL|OPENBLAS|NUMEXPR)_NUM_THREADS|CUDA_VISIBLE_DEVICES)$/;

/** Besides, what `scripts/build.sh` passes to a container engine and to the package managers in the image. */
const forBuilds =
  /^(ENGINE|(DOCKER|BUILDX|BUILDKIT|CONTAINERS?|REGISTRY)_\w+|XDG_\w+|PIP_\w+|NPM_CONFIG_REGISTRY|CA_CERTIFICATES|SSL_CERT_(FILE|DIR)|https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY)$/;

/** To log in to AWS's own registry. */
const forAwsRegistry = /^AWS_\w+$/;

/** The environment of the listing's programs, with the variables that the call names. */
export function programVariables(named: Variables): Variables {
  return { ...variablesLike([forPrograms]), ...named };
}

export function buildVariables({ base }: ResolvedListing): Variables {
  const isOnAws = base.made.from === 'container';
  return variablesLike([forPrograms, forBuilds, ...(isOnAws ? [forAwsRegistry] : [])]);
}

function variablesLike(patterns: readonly RegExp[]): Variables {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && patterns.some((pattern) => pattern.test(name)) ? [[name, value]] : [],
    ),
  );
}

/** The variables behind `--env`, with commas between their names. */
export function namedVariables(text: string | undefined): Result<Variables, UsageFault> {
  const names = (text ?? '').split(',').flatMap((name) => name.trim() || []);
  const values = names.map((name) => [name, process.env[name]] as const);
  const missing = values.find(([, value]) => value === undefined);
  if (missing)
    return failure({
      what: `\`--env\` names \`${missing[0]}\`, and no variable of that name is set`,
      fix: 'set it, or leave it out; write names alone, with commas between them',
    });
  return ok(Object.fromEntries(values.map(([name, value = '']) => [name, value])));
}
