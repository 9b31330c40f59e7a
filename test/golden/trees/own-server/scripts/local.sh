#!/bin/sh
# Runs this listing on this machine as in its image: in a copy with the files that the COPY lines of the Dockerfile
# name, and no others. `serve` serves on http://127.0.0.1:8080, and `test` runs the tests.
# Edit your own files and not the copy, which is read-only: the next run makes a new one.
set -eu
cd "$(dirname -- "$0")/.."
listing=$PWD
copy=$listing/local/program/$$
dockerfile=Dockerfile

# Brings files into the copy as COPY does: of a folder its content, and a file under its name.
bring() {
  target=$copy/${1#/opt/program/}
  shift
  for source in "$@"; do
    case $source in
      . | ./) ;;
      model | model/) link "$source" "$target" ;;
      *)
        mkdir -p "$copy" "${target%/*}"
        if [ -d "$source" ]; then
          mkdir -p "$target"
          cp -R "./${source%/}/." "$target"
        elif [ -e "$source" ]; then
          cp "./$source" "$target"
        fi
        ;;
    esac
  done
}

# What is large, or not copied into the image, is linked.
link() {
  [ ! -e "$1" ] || { mkdir -p "$copy" && ln -s "$listing/${1%/}" "${2%/}"; }
}

# The words of each COPY from this folder, with | between them.
copies() {
  [ ! -f "$dockerfile" ] || sed -e '/^COPY /!d' -e '/--from=/d' -e 's/^COPY *//' -e 's/^--[^ ]* *//' -e '/^\[/!s/  */|/g' \
    -e 's/^\["//' -e 's/"\] *$//' -e 's/", *"/|/g' "$dockerfile"
}

# Makes the copy, and removes those of runs that have ended.
stage() {
  for old in local/program/*; do
    kill -0 "${old##*/}" 2>/dev/null || rm -rf "$old"
  done
  rm -rf "$copy"
  copies | while IFS= read -r line; do
    IFS='|'
    # The words are split at |, and *.py stands for files.
    # shellcheck disable=SC2086
    case $line in
      *'|/opt/program/'*) bring "${line##*|}" ${line%|*} ;;
    esac
  done
  if [ -d "$copy/runtime" ]; then
    find "$copy" -type f -exec chmod a-w {} +
    link node_modules "$copy/node_modules"
  else
    # A Dockerfile of your own copies in its own way: then the listing runs in this folder.
    copy=$listing
  fi
}

case ${1:-serve} in
  serve | test) ;;
  *)
    echo 'usage: scripts/local.sh serve|test' >&2
    exit 2
    ;;
esac
mkdir -p local
stage
case ${SAGEMAKER_BASE_DIR:=local} in
  /*) ;;
  *) SAGEMAKER_BASE_DIR=$listing/$SAGEMAKER_BASE_DIR ;;
esac
export SAGEMAKER_BASE_DIR
if [ "${1:-serve}" = test ] && [ "$copy" != "$listing" ]; then
  cp -R test "$copy/test"
  link samples "$copy/samples"
  link local "$copy/local"
fi
cd "$copy"
case ${1:-serve} in
  serve) exec bin/serve ;;
  test) exec node --test 'test/**/*.test.ts' ;;
esac
