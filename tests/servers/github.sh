#!/bin/sh
# Syncs against a server that checks every request by GitHub's own specification (Prism, from npm)
# and answers with its example: one pull request, and a link to another host that must be refused.
# Usage: tests/servers/github.sh [path of the escapee binary]
set -eu
escapee=$(realpath "${1:-target/debug/escapee}")
scratch=$(mktemp -d)
cleanup() {
    if [ -n "${server:-}" ]; then kill "$server" 2>/dev/null || true; fi
    rm -rf "$scratch"
}
trap cleanup EXIT
cd "$scratch"
npm install --silent @stoplight/prism-cli@5.14.2 @octokit/openapi@23.0.2
node node_modules/@stoplight/prism-cli/dist/index.js mock -h 127.0.0.1 -p 4010 \
    node_modules/@octokit/openapi/generated/api.github.com.json >server.log 2>&1 &
server=$!
tries=0
until grep -q "is listening" server.log; do
    tries=$((tries + 1))
    [ "$tries" -lt 180 ] || { cat server.log; exit 1; }
    sleep 1
done
mkdir project
status=0
"$escapee" sync github octokit/hello --base-url http://127.0.0.1:4010 --repo project \
    >out.txt 2>err.txt || status=$?
cat out.txt err.txt
[ "$status" -eq 2 ]
grep -q "seen 1 = imported 0 + updated 0 + unchanged 0 + skipped 1 + failed 0" out.txt
grep -q "points to another host, .https://api.github.com., which is not asked" err.txt
! grep -q "VIOLATIONS\|UNPROCESSABLE" server.log
echo "the server found nothing to object to"
