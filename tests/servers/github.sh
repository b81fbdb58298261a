#!/bin/sh
# Syncs against two servers of others, from npm. One checks every request by GitHub's own
# specification (Prism) and answers with its example: one pull request, and a link to another host
# that must be refused. The other gives recorded answers in their order
# (@octokit/fixtures-server): 13 issues on 5 pages under the links it names.
# Usage: tests/servers/github.sh [path of the escapee binary]
set -eu
escapee=$(realpath "${1:-target/debug/escapee}")
here=$(realpath "$(dirname "$0")")
scratch=$(mktemp -d)
servers=""
cleanup() {
    for server in $servers; do kill "$server" 2>/dev/null || true; done
    rm -rf "$scratch"
}
trap cleanup EXIT
cd "$scratch"
npm install --silent --no-audit --no-fund @stoplight/prism-cli@5.14.2 @octokit/openapi@23.0.2 \
    @octokit/fixtures-server@8.1.7 @octokit/fixtures@23.1.2

port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
until_true() {
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ "$tries" -lt 180 ] || { cat ./*.log; echo "a server did not start"; exit 1; }
        sleep 1
    done
}

echo "a server that checks requests by the specification"
checking=$(port)
node node_modules/@stoplight/prism-cli/dist/index.js mock -h 127.0.0.1 -p "$checking" \
    node_modules/@octokit/openapi/generated/api.github.com.json >checking.log 2>&1 &
servers="$servers $!"
until_true grep -q "is listening" checking.log
mkdir one
status=0
"$escapee" sync github octokit/hello --base-url "http://127.0.0.1:$checking" --repo one \
    >out.txt 2>err.txt || status=$?
cat out.txt err.txt
[ "$status" -eq 2 ]
grep -q "seen 1 = imported 0 + updated 0 + unchanged 0 + skipped 1 + failed 0" out.txt
grep -q "points to another host, .https://api.github.com., which is not asked" err.txt
! grep -q "VIOLATIONS\|UNPROCESSABLE" checking.log

echo "a server of recorded answers"
recorded=$(port)
before=$(port)
TTL=600000 PORT=$recorded FIXTURES_URL="http://127.0.0.1:$before" \
    node node_modules/@octokit/fixtures-server/bin/server.js >recorded.log 2>&1 &
servers="$servers $!"
node "$here/recorded.mjs" "$before" "$recorded" >asked.log 2>&1 &
servers="$servers $!"
open_fixtures() {
    curl -sf -H 'content-type: application/json' -d '{"scenario":"paginate-issues"}' \
        "http://127.0.0.1:$recorded/fixtures" >fixtures.json
}
until_true open_fixtures
base=$(node -p 'JSON.parse(require("fs").readFileSync("fixtures.json")).url')
mkdir two
"$escapee" sync github octokit-fixture-org/paginate-issues --base-url "$base" --repo two >out.txt
cat out.txt asked.log
grep -q "seen 13 = imported 13 + updated 0 + unchanged 0 + skipped 0 + failed 0" out.txt
[ "$(grep -c GET asked.log)" -eq 5 ]
echo "the servers found nothing to object to"
