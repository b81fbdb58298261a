#!/usr/bin/env bash
# Sets `escapee trace` beside `git blame -L` on your own repository, and checks the answers.
#
#   benches/blame.sh REPO [N] [ESCAPEE]
#
# Picks N fixes (100) spread evenly over the branch that HEAD names: commits that are no merges, say
# fix or bug in their subject and touch source outside tests. git blames the lines that each fix
# deletes or changes, at its first parent: once with a process for each range, and once with a
# process for each file and all its ranges, which is git at its best. escapee traces the same fixes
# in one process; it reads more (the neighbours of new lines, whole functions) and ignores white
# space. The changed ranges are read from `git diff -U0` beforehand, so git's times are blame alone.
#
# Then git is asked about the lines behind the first answer to each fix: `git blame -w` must give
# the same commit for each of them. Exit status 1: it did not.
#
# Quote the ratios, not the seconds, and see `git commit-graph write --reachable --changed-paths`
# for the strongest git there is. Needs bash, git and awk. Nothing is written into REPO.
set -euo pipefail
export LC_ALL=C TIMEFORMAT='%R %U %S'

repo=${1:?usage: benches/blame.sh REPO [N] [ESCAPEE]}
count=${2:-100}
escapee=${3:-$(dirname "$0")/../target/release/escapee}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

git=(git -C "$repo" -c core.quotePath=false -c diff.algorithm=myers -c diff.indentHeuristic=true
    -c blame.ignoreRevsFile= -c core.attributesFile=/dev/null)
sources=()
for extension in c h cc cpp hpp rs py js jsx ts tsx java go rb php cs kt swift scala; do
    sources+=("*.$extension")
done
sources+=(':(exclude,icase)*test*' ':(exclude,icase)*spec*' ':(exclude,icase)*deps/*'
    ':(exclude,icase)*vendor/*')

# Every k-th of all fixes, so that the same repository always gives the same list.
"${git[@]}" log --no-merges --format='%H %s' HEAD -- "${sources[@]}" |
    awk 'tolower($0) ~ /[^a-z](fix|fixes|fixed|bug)([^a-z]|$)/ { print $1 }' >"$work/all"
awk -v n="$count" '{ at[NR] = $0 } END {
    if (n > NR) n = NR
    for (i = 0; i < n; i++) print at[int(i * NR / n) + 1]
}' "$work/all" >"$work/fixes"

# fix, first, count, path: one line for each range.
while read -r fix; do
    if ! "${git[@]}" rev-parse -q --verify "$fix^" >/dev/null; then continue; fi
    "${git[@]}" diff -U0 -M --no-color --no-ext-diff --no-textconv "$fix^" "$fix" -- "${sources[@]}" |
        awk -v fix="$fix" '
            /^--- / && !body { path = substr($0, 7); sub(/\t$/, "", path); next }
            /^diff / { body = 0 }
            /^@@ / { body = 1; split(substr($2, 2), old, ","); n = old[2] == "" ? 1 : old[2]
                     if (n > 0) print fix, old[1], n, path }'
done <"$work/fixes" >"$work/ranges"
echo "$(wc -l <"$work/fixes") of $(wc -l <"$work/all") fixes, $(wc -l <"$work/ranges") ranges," \
    "$(awk '{ print $1, $4 }' "$work/ranges" | sort -u | wc -l) files"

by_range() {
    while read -r fix first lines path; do
        "${git[@]}" blame --porcelain -L "$first,+$lines" "$fix^" -- "$path"
    done <"$work/ranges"
}

by_file() {
    local key='' args=() fix first lines path
    while read -r fix first lines path; do
        if [ "$key" != "$fix $path" ]; then
            if [ -n "$key" ]; then "${git[@]}" blame --porcelain "${args[@]}"; fi
            key="$fix $path"
            args=("$fix^" -- "$path")
        fi
        args=(-L "$first,+$lines" "${args[@]}")
    done <"$work/ranges"
    if [ -n "$key" ]; then "${git[@]}" blame --porcelain "${args[@]}"; fi
}

ours() { "$escapee" trace --repo "$repo" --fixes "$work/fixes" --ignore-message --format csv; }

# Prints a line with wall and CPU seconds, and keeps them in `seconds` for the ratio.
measure() {
    local times wall user system
    { time "$2" >"$work/$2.out" 2>"$work/$2.err"; } 2>"$work/times" || true
    times=$(tail -n 1 "$work/times")
    read -r wall user system <<<"$times"
    cpu=$(awk -v u="$user" -v s="$system" 'BEGIN { printf "%.2f", u + s }')
    printf '%-36s %8s s wall %8s s CPU' "$1" "$wall" "$cpu"
    if [ -n "${best_cpu:-}" ]; then
        awk -v a="$wall" -v b="$best_wall" -v c="$cpu" -v d="$best_cpu" \
            'BEGIN { printf "   %.1f x wall, %.1f x CPU", a / b, c / d }'
    else
        best_wall=$wall best_cpu=$cpu
    fi
    echo
}

measure 'escapee trace' ours
measure 'git blame -L, a process a file' by_file
measure 'git blame -L, a process a range' by_range

# fix, rank, inducing, path, first_line, last_line, confidence, method. A path in quotes is passed over.
checked=0 wrong=0
while IFS=, read -r fix rank inducing path first last _; do
    if [ "$rank" != 1 ]; then continue; fi
    case "$first$last" in '' | *[!0-9]*) continue ;; esac
    checked=$((checked + 1))
    answers=$("${git[@]}" blame -w --porcelain -L "$first,$last" "$fix^" -- "$path" |
        awk '/^[0-9a-f]+ [0-9]+ [0-9]+/ && length($1) >= 40 { print $1 }' | sort -u)
    if [ "$answers" != "$inducing" ]; then
        wrong=$((wrong + 1))
        echo "differs: $fix $path:$first-$last is $inducing, git says" $answers
    fi
done < <(tail -n +2 "$work/ours.out")
echo "$((checked - wrong)) of $checked stretches: git blame -w names the same commit"
[ "$wrong" -eq 0 ]
