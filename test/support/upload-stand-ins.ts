/**
 * Bash stand-ins for `aws` and a container engine, for tests that look at a script's calls and their
 * arguments. They remember pushes in files whose names begin with `memory`. `test/engine/` uses real
 * programs.
 */
export interface UploadStandIns {
  readonly aws: string;
  /** The commands for local images and a registry. `others` contains all further commands. */
  readonly engine: (others: string) => string;
}

export const registryPassword = 'of-the-registry';

export function uploadStandIns(memory: string): UploadStandIns {
  const place = `'${memory.replaceAll("'", `'\\''`)}'`;
  return {
    aws: `case "$*" in
  *get-caller-identity*) echo 123456789012 ;;
  *describe-repositories*) echo RepositoryNotFoundException >&2; exit 1 ;;
  *describe-images*)
    repository=$*
    repository=\${repository#*--repository-name }
    [[ -e ${place}\${repository%% *} ]] || { echo ImageNotFoundException >&2; exit 1; }
    printf 'sha256:1\\tapplication/vnd.docker.distribution.manifest.v2+json\\n'
    ;;
  *get-login-password*) echo ${registryPassword} ;;
  *imageScanStatus*) echo COMPLETE ;;
  *describe-image-scan-findings*) ;;
  *) echo x ;;
esac
`,
    engine: (others) => `case "$*" in
  *--password-stdin*) cat >${place}password ;;
  push*)
    name=\${!#}
    name=\${name##*/}
    touch ${place}"\${name%%:*}"
    ;;
  tag*) ;;
  *Architecture*) echo linux/amd64 ;;
${others}
esac
`,
  };
}
