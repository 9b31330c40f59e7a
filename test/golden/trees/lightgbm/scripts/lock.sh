#!/usr/bin/env bash
# Writes requirements.lock: the packages of requirements.txt and their dependencies, each with the hash of its
# wheel. Then scripts/build.sh installs exactly these files or fails. Run this script again after a change of
# requirements.txt. ENGINE, PIP_INDEX_URL, PIP_FIND_LINKS, PIP_NO_INDEX and CA_CERTIFICATES have the same meaning as
# for scripts/build.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
engine=${ENGINE:-docker}
image=python:3.11-slim-bookworm

fail() {
  printf 'error: %s\n  fix: %s\n' "$1" "$2" >&2
  exit 4
}

command -v "$engine" >/dev/null ||
  fail "there is no $engine here, which runs pip" 'install Docker; or install podman, and set ENGINE=podman'

# A dry run of pip reports the packages that it would install, with their addresses.
program='
import hashlib, json, os, pathlib, subprocess, sys, urllib.parse, urllib.request

def sha256_of(download):
    """The hash from the index. For a file in wheels/, it is computed."""
    given = download["archive_info"].get("hashes", {}).get("sha256")
    parts = urllib.parse.urlsplit(download["url"])
    if given or parts.scheme != "file":
        return given or sys.exit("the index has no hash for " + download["url"])
    return hashlib.sha256(pathlib.Path(urllib.request.url2pathname(parts.path)).read_bytes()).hexdigest()

asked = pathlib.Path("requirements.txt").read_bytes()
if certificates := os.environ.get("CA_CERTIFICATES"):
    import pip._vendor.certifi as certifi
    known = pathlib.Path(certifi.where()).read_text(encoding="utf-8")
    pathlib.Path("/tmp/ca.pem").write_text(f"{known}\n{certificates}\n", encoding="utf-8")
    os.environ["PIP_CERT"] = "/tmp/ca.pem"
words = ["--dry-run", "--ignore-installed", "--quiet", "--only-binary", ":all:", "--no-cache-dir", "--no-input"]
words += ["--disable-pip-version-check", "--root-user-action", "ignore", "--report", "/tmp/report.json"]
words += ["--find-links", "wheels"] if pathlib.Path("wheels").is_dir() else []
done = subprocess.run([sys.executable, "-m", "pip", "install", *words, "--requirement", "requirements.txt"], check=False)
if done.returncode:
    sys.exit(done.returncode)
print("# Written by scripts/lock.sh from the requirements.txt whose SHA-256 is")
print(f"# {hashlib.sha256(asked).hexdigest()}")
for line in asked.decode().splitlines():
    if line.strip().startswith("-"):
        print(line)
wheels = json.loads(pathlib.Path("/tmp/report.json").read_text(encoding="utf-8"))["install"]
for wheel in sorted(wheels, key=lambda one: one["metadata"]["name"].lower()):
    name, version = wheel["metadata"]["name"], wheel["metadata"]["version"]
    hashed = sha256_of(wheel["download_info"])
    print(f"{name}=={version} --hash=sha256:{hashed}")
'
"$engine" run --rm --platform linux/amd64 --volume "$PWD:/listing:ro,z" --workdir /listing \
  --env PIP_INDEX_URL --env PIP_FIND_LINKS --env PIP_NO_INDEX --env CA_CERTIFICATES \
  "$image" python3 -c "$program" >requirements.lock.new || {
  rm -f requirements.lock.new
  fail "pip cannot find the packages of requirements.txt; see its error above" \
    'fix the line that it names, or set the index: PIP_INDEX_URL=https://… scripts/lock.sh'
}
mv requirements.lock.new requirements.lock
printf 'requirements.lock: %s packages\n' "$(grep -c -- '--hash=' requirements.lock)"
