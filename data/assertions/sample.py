#!/usr/bin/env python3
"""Draws tests for labelling, by rule and without the scanner: in every test file of a repository's
head, the starts of tests by one regular expression a language; ordered by the SHA-256 of
`owner/name:path:line`; tests of more than 80 lines left out; the first N taken. With `--failing`, only of those tests whose text has one of
the words of `FAILING`, so that a small sample holds enough failure states.

usage: sample.py LANGUAGE GIT_DIR OWNER/NAME N [--failing] [--without PATH_PATTERN] [--show]
"""
import hashlib, re, subprocess, sys

FILES = {
    "python": r"(^|/)test_[^/]*\.py$|(^|/)[^/]*_test\.py$|(^|/)tests?/.*\.py$",
    "javascript": r"(^|/)(test|tests|__tests__)/.*\.(js|mjs|cjs)$|\.(test|spec)\.(js|mjs|cjs)$",
    "typescript": r"(^|/)(test|tests|__tests__)/.*\.tsx?$|\.(test|spec)\.tsx?$",
    "java": r"(^|/)src/test/.*\.java$",
    "go": r"_test\.go$",
    "rust": r"\.rs$",
    "csharp": r"[Tt]ests?[^/]*/.*\.cs$|[Ss]pecs?[^/]*/.*\.cs$",
    "ruby": r"(^|/)(test|spec)/.*_(test|spec)\.rb$|(^|/)test/.*test.*\.rb$",
    "php": r"Test\.php$",
    "kotlin": r"[tT]est[^/]*/.*\.kt$",
    "cpp": r"(^|/)tests?/.*\.(cc|cpp)$|[_-]test\.(cc|cpp)$",
    "c": r"(^|/)tests?/.*\.c$|(^|/)[tT]est[^/]*\.c$",
}
STARTS = {
    "python": r"^\s*(?:async )?def (test\w*)\(",
    "javascript": r"^\s*(?:it|test)(?:\.\w+)*\(\s*(['\"`].*)",
    "typescript": r"^\s*(?:it|test)(?:\.\w+)*(?:<[^(]*>)?\(\s*(['\"`].*)",
    "java": r"^\s*@(?:Test|ParameterizedTest|RepeatedTest)\b(.*)",
    "go": r"^func (?:\([^)]*\) )?(Test\w*)\(",
    "rust": r"^\s*#\[(?:tokio::)?(?:test|rstest)\b(.*)\]",
    "csharp": r"^\s*\[(?:Fact|Theory|Test|TestCase|TestMethod)\b(.*)\]",
    "ruby": r"^\s*(?:it|specify|test|def test_\w*)\b(.*)",
    "php": r"^\s*public function (test\w*)\(",
    "kotlin": r"^\s*@(?:Test|ParameterizedTest)\b(.*)",
    "cpp": r"^\s*(?:TEST|TEST_F|TEST_P|TYPED_TEST|TEST_CASE|SECTION|SCENARIO)\s*\((.*)",
    "c": r"^(?:static )?void (test\w*)\s*\(|^(?:START|DEFINE)_TEST\((.*)",
}

FAILING = r"(?i)throw|error|exception|fail|invalid|raise|reject|panic|\b[45]\d\d\b"

def end_of(lang, lines, at):
    if lang == "python":
        indent = len(lines[at]) - len(lines[at].lstrip())
        depth, last = 0, at
        for i in range(at, len(lines)):
            text = lines[i]
            if i > at and depth <= 0 and text.strip() and len(text) - len(text.lstrip()) <= indent:
                break
            depth += sum(text.count(c) for c in "([{") - sum(text.count(c) for c in ")]}")
            if i == at: depth = max(depth, 0)
            if text.strip(): last = i
        return last
    if lang == "ruby":
        indent = len(lines[at]) - len(lines[at].lstrip())
        for i in range(at, len(lines)):
            if i == at and re.search(r"\{.*\}\s*$", lines[i]): return i
            if i > at and re.match(r"\s*(end\b|\})", lines[i]) and len(lines[i]) - len(lines[i].lstrip()) <= indent: return i
        return at
    open_, close = ("(", ")") if lang in ("javascript", "typescript") else ("{", "}")
    depth, seen, quote, comment = 0, False, None, False
    for i in range(at, min(len(lines), at + 400)):
        text, j = lines[i], 0
        if quote and quote != "`": quote = None
        while j < len(text):
            c = text[j]
            if comment:
                if text.startswith("*/", j): comment = False; j += 1
            elif quote:
                if c == "\\" : j += 1
                elif c == quote: quote = None
            elif text.startswith("//", j): break
            elif text.startswith("/*", j): comment = True; j += 1
            elif c == '"' or (c == "`" and lang in ("javascript", "typescript", "go")): quote = c
            elif c == "'" and lang not in ("rust",): quote = c
            elif c == "'" and lang == "rust" and re.match(r"'(\\?.)'", text[j:]): j += len(re.match(r"'(\\?.)'", text[j:]).group(0)) - 1
            elif c == open_: depth += 1; seen = True
            elif c == close:
                depth -= 1
                if seen and depth == 0: return i
            j += 1
    return at

def main():
    lang, git, repo, n = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    run = lambda *a: subprocess.run(["git", "-C", git, *a], capture_output=True).stdout
    commit = run("rev-parse", "HEAD").decode().strip()
    found = []
    for path in run("ls-tree", "-r", "--name-only", commit).decode().splitlines():
        if not re.search(FILES[lang], path): continue
        lines = run("show", f"{commit}:{path}").decode("utf-8", "replace").split("\n")
        for at, line in enumerate(lines):
            m = re.match(STARTS[lang], line)
            if not m: continue
            last = end_of(lang, lines, at)
            if last - at >= 80: continue
            if "--without" in sys.argv and re.search(sys.argv[sys.argv.index("--without") + 1], path): continue
            if "--failing" in sys.argv and not re.search(FAILING, "\n".join(lines[at:last + 1])): continue
            key = hashlib.sha256(f"{repo}:{path}:{at+1}".encode()).hexdigest()
            found.append((key, path, at + 1, last + 1, lines))
    found.sort(key=lambda f: f[0])
    seen = set()
    print(f"# {lang} {repo} {commit} {len(found)} tests", file=sys.stderr)
    for number, (key, path, first, last, lines) in enumerate(found[:n], 1):
        print(f"== {number} {path} {first} {last}")
        if "--show" in sys.argv:
            for i in range(first, last + 1): print(f"{i} {lines[i-1]}")
main()
