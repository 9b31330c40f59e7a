/**
 * What stands in for `aws` and for a container engine where no account is tried, but what a script calls and with which
 * words: bash, which remembers what was pushed in files that begin with `memory`. Real ones are in `test/engine/`.
 */
export interface UploadStandIns {
  readonly aws: string;
  /** Of an image that is here, and of a registry; what else a script wants stands in `others`. */
  readonly engine: (others: string) => string;
}

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
  *imageScanStatus*) echo COMPLETE ;;
  *describe-image-scan-findings*) ;;
  *) echo x ;;
esac
`,
    engine: (others) => `case "$*" in
  *--password-stdin*) cat >/dev/null ;;
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
