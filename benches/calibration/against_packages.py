"""Holds `escapee calibrate --panel` against scipy, statsmodels and scikit-learn, on panels of its own.

    python3 benches/calibration/against_packages.py [ESCAPEE] [--panels N] [--seed N] [--required]

ESCAPEE is the command, `target/release/escapee` unless told otherwise. The panels are drawn anew from
parameters of their own: base rates from none to all, few rows, complete separation, constant and tied
columns, missing cells, no caught defects. Needs the three packages
(`python3 -m venv env && env/bin/pip install scipy statsmodels scikit-learn`); where they are not there it
says so and ends, with 2 where `--required`. Ends with 1 where any number disagrees, and where a kind of
number was compared less often than it must be: an answer that escapee says it does not know is compared with
nothing. No package gives the design effects of rows of one unit (Liang and Zeger's sandwich over the model's
variance; Obuchowski's variance over DeLong's), so they are computed here from their formulas. Tolerances: closed forms 1e-8, Firth estimates 1e-6, ends of profiles 1e-4 on the scale of
log odds (beyond 8 only the side), p-values 1e-6 or 1e-4 of their size.
"""

import argparse
import csv
import json
import math
import os
import subprocess
import sys
import tempfile
import warnings

try:
    import numpy as np
    from scipy import optimize, stats
    from scipy.special import expit
    from sklearn.metrics import roc_auc_score
    from statsmodels.stats.contingency_tables import StratifiedTable
    from statsmodels.stats.multitest import multipletests
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
except ImportError as missing:
    print(f"skipped: {missing}; python3 -m pip install scipy statsmodels scikit-learn")
    sys.exit(2 if "--required" in sys.argv else 0)

warnings.filterwarnings("ignore")
INDICATORS = ["coverage", "branch_coverage", "assertion_density", "mutation_score"]
CRITICAL = stats.chi2.ppf(0.95, 1)
# How often each kind of number is compared at least, in one round of the kinds of panels.
LEAST = {
    "AUC": 40,
    "AUC design effect": 40,
    "AUC interval": 75,
    "Benjamini-Hochberg": 40,
    "Clopper-Pearson": 110,
    "Firth coefficient": 330,
    "Fisher": 9,
    "Garwood": 85,
    "Kendall": 40,
    "Mann-Whitney": 40,
    "Mantel-Haenszel": 9,
    "Mantel-Haenszel interval": 18,
    "Newcombe": 18,
    "Spearman": 40,
    "Wilson": 110,
    "conditional odds ratio": 9,
    "exact end": 18,
    "midp end": 18,
    "missing against escaped": 3,
    "penalised log-likelihood": 95,
    "profile end": 170,
    "profile p": 90,
    "sandwich design effect": 95,
}


class Tally:
    """Counts comparisons by kind and keeps what disagrees."""

    def __init__(self):
        self.compared, self.wrong, self.left = {}, [], {}

    def leave(self, why, numbers):
        self.left[why] = self.left.get(why, 0) + numbers

    def same(self, kind, where, ours, theirs, tolerance):
        self.compared[kind] = self.compared.get(kind, 0) + 1
        if ours is None or theirs is None or not math.isclose(
            ours, theirs, rel_tol=tolerance, abs_tol=tolerance
        ):
            self.wrong.append(f"{where}: {kind}: escapee {ours}, package {theirs}")

    def same_p(self, kind, where, ours, theirs):
        self.compared[kind] = self.compared.get(kind, 0) + 1
        if ours is None or not (abs(ours - theirs) <= 1e-6 or abs(ours - theirs) <= 1e-4 * theirs):
            self.wrong.append(f"{where}: {kind}: escapee {ours}, package {theirs}")

    def same_end(self, kind, where, ours, theirs):
        self.compared[kind] = self.compared.get(kind, 0) + 1
        far = abs(ours) > 8 and abs(theirs) > 8 and ours * theirs > 0
        if not far and abs(ours - theirs) > 1e-4 * max(1, abs(theirs)):
            self.wrong.append(f"{where}: {kind}: escapee {ours}, package {theirs}")


# The panels.


def draw(rng, kind):
    """Returns header and rows of a panel of that kind."""
    units = {"tiny": 6, "few": 25}.get(kind, int(rng.integers(40, 160)))
    periods = {"tiny": 2, "one period": 1}.get(kind, int(rng.integers(3, 7)))
    base = {"none": -40.0, "all": 40.0, "rare": -4.5}.get(kind, rng.uniform(-3.2, -0.5))
    slope = {"separated": 0.0, "null": 0.0}.get(kind, rng.uniform(-1.5, 1.0))
    tendency = rng.normal(0, rng.choice([0.0, 0.8, 1.5]), units)
    has_caught = kind != "no caught"
    header = ["unit", "period", "loc", "churn", *INDICATORS, "escapes"] + ["caught"] * has_caught
    rows = []
    for period in range(periods):
        for unit in range(units):
            size, change = rng.normal(), rng.normal()
            coverage = float(np.clip(60 + 20 * rng.normal() + 8 * size, 0, 100))
            other = float(np.clip(50 + 0.5 * (coverage - 60) + 20 * rng.normal(), 0, 100))
            density = float(max(0, 4 + 2 * rng.normal() - 0.5 * size))
            mutation = float(np.clip(45 + 25 * rng.normal(), 0, 100))
            if kind == "ties":
                coverage, other, density = round(coverage / 20) * 20.0, round(other / 50) * 50.0, round(density)
            if kind == "constant":
                density = 5.1
            odds = base + slope * (coverage - 60) / 20 - 0.4 * (density - 4) + 0.7 * size + 0.3 * change
            escaped = int(rng.random() < expit(odds + tendency[unit]))
            if kind == "separated":
                escaped = int(mutation < 30)
            if kind == "repeats" and escaped:
                escaped += int(rng.poisson(0.8))
            values = [coverage, other, density, mutation]
            missing = 0.25 if kind == "missing" else 0.0
            cells = ["" if rng.random() < missing * (1 + escaped) / 2 else repr(round(v, 3)) for v in values]
            row = [f"u{unit:03}", f"{2020 + period // 4}Q{period % 4 + 1}"]
            row += [str(int(200 * math.exp(0.8 * size))), str(int(20 * math.exp(change)))]
            row += cells + [str(escaped)]
            rows.append(row + [str(int(rng.poisson(0.3)))] * has_caught)
    return header, rows


def matched_sets(rng):
    """Returns rows of stratum, is_case, exposed; some strata tell nothing."""
    rows = []
    for stratum in range(int(rng.integers(3, 40))):
        share = rng.uniform(0.0, 0.8)
        for case in range(int(rng.integers(1, 3))):
            rows.append((f"s{stratum}", 1, int(rng.random() < min(1, 1.6 * share))))
        for control in range(int(rng.integers(1, 6))):
            rows.append((f"s{stratum}", 0, int(rng.random() < share)))
    return rows


# The other side.


def standard(values):
    return (values - values.mean()) / values.std(ddof=1)


def penalised(beta, design, y):
    """Firth's log-likelihood: the likelihood with half the log determinant of the information."""
    eta = design @ beta
    p = expit(eta)
    information = design.T @ (design * (p * (1 - p))[:, None])
    sign, logdet = np.linalg.slogdet(information)
    if sign <= 0:
        return -1e12
    return float(np.sum(y * eta - np.logaddexp(0, eta)) + 0.5 * logdet)


def gradient(beta, design, y):
    p = expit(design @ beta)
    weight = p * (1 - p)
    information = design.T @ (design * weight[:, None])
    half = design @ np.linalg.pinv(information)
    leverage = weight * np.sum(half * design, axis=1)
    return design.T @ (y - p + leverage * (0.5 - p))


def climb(design, y, fixed=None):
    """Returns the estimate of a quasi-Newton method, with one coefficient held where asked."""
    free = [k for k in range(design.shape[1]) if fixed is None or k != fixed[0]]
    start = np.zeros(design.shape[1])
    start[0] = math.log((y.sum() + 0.5) / (len(y) - y.sum() + 0.5))
    if fixed is not None:
        start[fixed[0]] = fixed[1]

    def whole(part):
        beta = start.copy()
        beta[free] = part
        return beta

    def slope(part):
        return -gradient(whole(part), design, y)[free]

    def lost(part):
        return -penalised(whole(part), design, y)

    found = None
    for scale in (1.0, 0.0, 4.0, -4.0):
        # Where outcomes are nearly separated the first start may end on a flat stretch.
        tried = optimize.minimize(
            lost, scale * start[free], jac=slope, method="BFGS", options={"gtol": 1e-9, "maxiter": 500}
        )
        tried = optimize.minimize(lost, tried.x, method="Nelder-Mead") if np.abs(slope(tried.x)).max() > 1e-4 else tried
        found = tried if found is None or tried.fun < found.fun else found
        if scale == 1.0 and np.abs(slope(found.x)).max() < 1e-6 and len(y) > 60:
            break
    if fixed is None:
        root = optimize.root(lambda b: gradient(b, design, y), whole(found.x), tol=1e-13)
        if penalised(root.x, design, y) >= -found.fun - 1e-9:
            return root.x, penalised(root.x, design, y)
    return whole(found.x), -found.fun


def of_units(parts, units):
    """Returns the sum of the parts of each unit, and how many units there are."""
    names, place = np.unique(units, return_inverse=True)
    return np.bincount(place, weights=parts), len(names)


def sandwich_effect(beta, design, y, units):
    """Returns max(1, cluster-robust variance of the first coefficient / the model's), CR1."""
    p = expit(design @ beta)
    inverse = np.linalg.inv(design.T @ (design * (p * (1 - p))[:, None]))
    sums, groups = of_units((design @ inverse[1]) * (y - p), units)
    return max(1.0, groups / (groups - 1) * float(sums @ sums) / inverse[1, 1]) if groups > 1 else 1.0


def area_effect(value, y, units):
    """Returns max(1, Obuchowski's variance / DeLong's); None where either side stands in one unit."""
    wins = (value[y == 1][:, None] < value[y == 0]) + 0.5 * (value[y == 1][:, None] == value[y == 0])
    off = np.empty(len(y))
    off[y == 1], off[y == 0] = wins.mean(1) - wins.mean(), wins.mean(0) - wins.mean()
    sizes, sums, held = {}, {}, {}
    for side in (1, 0):
        sizes[side] = int((y == side).sum())
        sums[side], every = of_units(np.where(y == side, off, 0.0), units)
        held[side] = len(set(units[y == side]))
    if min(*sizes.values(), *held.values()) < 2:
        return None
    plain = sum(float(off[y == side] @ off[y == side]) / (n - 1) / n for side, n in sizes.items())
    shared = 2 * every / (every - 1) * float(sums[1] @ sums[0]) / (sizes[1] * sizes[0])
    own = sum(held[s] / (held[s] - 1) * float(sums[s] @ sums[s]) / sizes[s] ** 2 for s in (1, 0))
    return max(1.0, (own + shared) / plain) if plain > 0 else 1.0


def compare_effect(tally, where, ours, columns, y, units):
    design = np.column_stack([np.ones(len(y)), *[standard(c) for c in columns]])
    beta, top = climb(design, y)
    for k, (mine, their) in enumerate(zip(ours["coefficients"], beta)):
        tally.same("Firth coefficient", f"{where}[{k}]", mine, their, 1e-6)
    tally.same("penalised log-likelihood", where, ours["penalised_loglik"], top, 1e-6)
    scale = sandwich_effect(beta, design, y, units)
    tally.same("sandwich design effect", where, ours["design_effect"], scale, 1e-5)
    if len(y) < 5 * design.shape[1]:
        # So near to separation the likelihood has several peaks, and which one is a matter of the start.
        tally.leave("profile ends and p-values: fewer than five rows a coefficient, several peaks", 3)
        return

    def beyond(value):
        return 2 * (top - climb(design, y, (1, value))[1]) / scale - CRITICAL

    for end, side in (("log_or_lo", -1), ("log_or_hi", 1)):
        step = 0.5
        while beyond(beta[1] + side * step) < 0 and step < 64:
            step *= 2
        if step >= 64:
            tally.leave("profile ends: no end within 64 of the estimate", 1)
            continue
        edge = optimize.brentq(beyond, beta[1], beta[1] + side * step, xtol=1e-7)
        tally.same_end("profile end", f"{where} {end}", ours[end], edge)
    p = stats.chi2.sf(2 * (top - climb(design, y, (1, 0.0))[1]) / scale, 1)
    tally.same_p("profile p", where, ours["p"], p)


def score_interval(area, m, n, effect):
    """Returns the ends of the score interval with Hanley and McNeil's variance, by bisection."""
    m, n = m / effect, n / effect

    def variance(t):
        return t * (1 - t) * (1 + (m - 1) * (1 - t) / (2 - t) + (n - 1) * t / (1 + t)) / (m * n)

    z = stats.norm.ppf(0.975)
    def off(t):
        return (t - area) ** 2 - z * z * variance(t)

    lo = optimize.brentq(off, 1e-12, area) if 0 < area else 0.0
    hi = optimize.brentq(off, area, 1 - 1e-12) if area < 1 else 1.0
    return lo, hi


def compare_rates(tally, where, rates):
    for row in [*rates["by_period"], rates["overall"]]:
        k, c = row["escaped"], row["caught"]
        if "count_lo" in row:
            tally.same("Garwood", where, row["count_lo"], stats.chi2.ppf(0.025, 2 * k) / 2 if k else 0.0, 1e-8)
            tally.same("Garwood", where, row["count_hi"], stats.chi2.ppf(0.975, 2 * k + 2) / 2, 1e-8)
        if c is None or k + c == 0:
            continue
        for kind, method, name in (("Wilson", "wilson", "wilson"), ("Clopper-Pearson", "beta", "cp")):
            for mine, their in zip((row[f"{name}_lo"], row[f"{name}_hi"]), proportion_confint(k, k + c, 0.05, method)):
                tally.same(kind, where, mine, float(np.nan_to_num(their, nan=1.0 if k else 0.0)), 1e-8)
    change, periods = rates.get("last_vs_previous"), rates["by_period"]
    if change:
        before, last = periods[-2], periods[-1]
        n1, n2 = (row["escaped"] + row["caught"] for row in (last, before))
        lo, hi = confint_proportions_2indep(
            last["escaped"], n1, before["escaped"], n2, method="newcomb", compare="diff"
        )
        tally.same("Newcombe", where, change["lo"], lo, 1e-8)
        tally.same("Newcombe", where, change["hi"], hi, 1e-8)
        table = [[last["escaped"], last["caught"]], [before["escaped"], before["caught"]]]
        tally.same_p("Fisher", where, change["fisher_p"], stats.fisher_exact(table)[1])


def compare_ranks(tally, where, ours, value, count, units):
    y = (count > 0).astype(float)
    area = ours["auc"]
    tally.same("AUC", where, area["auc"], roc_auc_score(y, -value), 1e-8)
    m, n, scale = int(y.sum()), int(len(y) - y.sum()), area_effect(value, y, units)
    if scale is None:
        tally.leave("design effects of an AUC: either side in one unit", 1)
    else:
        tally.same("AUC design effect", where, area["design_effect"], scale, 1e-8)
    if 0 < area["auc"] < 1:
        for mine, their in zip((area["lo"], area["hi"]), score_interval(area["auc"], m, n, scale or 1.0)):
            tally.same("AUC interval", where, mine, their, 1e-8)
    else:
        tally.leave("ends of an AUC of 0 or 1", 2)
    p = stats.mannwhitneyu(value[y == 1], value[y == 0], method="asymptotic").pvalue
    tally.same_p("Mann-Whitney", where, area["mann_whitney_p"], p)
    tally.same("Spearman", where, ours["spearman"], stats.spearmanr(value, count)[0], 1e-8)
    tally.same("Kendall", where, ours["kendall_tau_b"], stats.kendalltau(value, count)[0], 1e-8)


def compare_matched(tally, where, ours, rows):
    tables = {}
    for stratum, case, exposed in rows:
        table = tables.setdefault(stratum, np.zeros((2, 2), int))
        table[1 - case][1 - exposed] += 1
    varied = [t for t in tables.values() if t.sum(0).all() and t.sum(1).all()]
    if not varied:
        tally.leave("matched sets: no set tells anything", 1)
        return
    # Population, exposed and cases of each stratum give the range of exposed cases.
    shapes = [(t.sum(), t[:, 0].sum(), t[0].sum()) for t in varied]
    seen = sum(int(t[0][0]) for t in varied)
    lows = [max(0, cases - (total - exposed)) for total, exposed, cases in shapes]
    highs = [min(exposed, cases) for _, exposed, cases in shapes]

    def spread(odds):
        weights = np.ones(1)
        for (total, exposed, cases), lo, hi in zip(shapes, lows, highs):
            grid = np.arange(lo, hi + 1)
            weights = np.convolve(weights, stats.nchypergeom_fisher.pmf(grid, total, exposed, cases, odds))
        return weights / weights.sum()

    least, most = sum(lows), sum(highs)
    if least < seen < most:
        grid = np.arange(least, most + 1)
        mean = lambda log: float(spread(math.exp(log)) @ grid) - seen
        estimate = math.exp(optimize.brentq(mean, -12, 12, xtol=1e-13))
        tally.same("conditional odds ratio", where, ours["or_cmle"], estimate, 1e-7)
        at = seen - least
        upper = lambda log, share: float(spread(math.exp(log))[at + 1 :].sum() + share * spread(math.exp(log))[at])
        for name, share in (("midp", 0.5), ("exact", 1.0)):
            lo = math.exp(optimize.brentq(lambda b: upper(b, share) - 0.025, -12, 12, xtol=1e-12))
            hi = math.exp(optimize.brentq(lambda b: upper(b, 1 - share) - 0.975, -12, 12, xtol=1e-12))
            tally.same(f"{name} end", where, ours[f"{name}_lo"], lo, 1e-6)
            tally.same(f"{name} end", where, ours[f"{name}_hi"], hi, 1e-6)
        table = StratifiedTable([t.astype(float) for t in tables.values()])
        tally.same("Mantel-Haenszel", where, ours["or_mh"], table.oddsratio_pooled, 1e-8)
        for mine, their in zip((ours["mh_lo"], ours["mh_hi"]), table.oddsratio_pooled_confint()):
            tally.same("Mantel-Haenszel interval", where, mine, their, 1e-8)
    else:
        tally.leave("matched sets: no end on one side", 1)


def compare(tally, where, found, header, rows, matched):
    column = {name: place for place, name in enumerate(header)}
    text = lambda name: [row[column[name]] for row in rows]
    number = lambda name: np.array([float(cell) if cell else np.nan for cell in text(name)])
    y, loc, churn = (number("escapes") > 0).astype(float), np.log1p(number("loc")), np.log1p(number("churn"))
    units = np.array(text("unit"))
    if "caught" in column:
        compare_rates(tally, where, found["rates"])
    compare_matched(tally, where, found["matched"], matched)
    adjusted = {}
    for name in INDICATORS:
        ours, value, here = found["indicators"][name], number(name), f"{where} {name}"
        known = ~np.isnan(value)
        if 0 < known.sum() < len(known):
            table = [[int(np.sum((y == a) & (known == b))) for b in (True, False)] for a in (1, 0)]
            tally.same_p("missing against escaped", here, ours["missing_vs_escape_fisher_p"], stats.fisher_exact(table)[1])
        if ours["status"] != "ok":
            tally.leave(f"indicators: escapee says {ours['status']}", 1)
            continue
        compare_ranks(tally, here, ours, value[known], number("escapes")[known], units[known])
        for key, columns in (
            ("firth_unadjusted", [value]),
            ("firth_adjusted", [value, loc, churn]),
            ("firth_beyond_coverage", [value, number("coverage"), loc, churn]),
        ):
            if ours[key] is None:
                tally.leave(f"{key}: escapee gives none", 1)
                continue
            all_known = np.all([~np.isnan(c) for c in columns], axis=0)
            columns = [c[all_known] for c in columns]
            compare_effect(tally, f"{here} {key}", ours[key], columns, y[all_known], units[all_known])
        if ours["q"] is not None:
            adjusted[name] = ours
    if adjusted:
        q = multipletests([one["firth_adjusted"]["p"] for one in adjusted.values()], method="fdr_bh")[1]
        for (name, one), their in zip(adjusted.items(), q):
            tally.same_p("Benjamini-Hochberg", f"{where} {name}", one["q"], their)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("escapee", nargs="?", default="target/release/escapee")
    parser.add_argument("--panels", type=int, default=3, help="panels of each kind")
    parser.add_argument("--seed", type=int, default=20_250)
    parser.add_argument("--required", action="store_true", help="end with 2 where a package is missing")
    asked = parser.parse_args()
    kinds = ["plain", "null", "few", "tiny", "rare", "none", "all", "separated", "ties", "constant"]
    kinds += ["missing", "repeats", "one period", "no caught"]
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        panel, sets = os.path.join(folder, "panel.csv"), os.path.join(folder, "matched.csv")
        for place, kind in enumerate(kinds):
            for round in range(asked.panels):
                rng = np.random.default_rng([asked.seed, place, round])
                header, rows = draw(rng, kind)
                matched = matched_sets(rng)
                for path, head, body in (
                    (panel, header, rows),
                    (sets, ["stratum", "is_case", "exposed"], matched),
                ):
                    with open(path, "w", newline="") as file:
                        csv.writer(file).writerows([head, *body])
                command = [asked.escapee, "calibrate", "--panel", panel, "--matched", sets, "--format", "json"]
                found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
                compare(tally, f"{kind} {round}", found, header, rows, matched)
    for kind, count in sorted(tally.compared.items()):
        print(f"{kind:<28} {count:>6} compared")
    for why, count in sorted(tally.left.items()):
        print(f"{count} left out of {why}")
    for kind, least in LEAST.items():
        count, least = tally.compared.get(kind, 0), least * asked.panels
        if count < least:
            tally.wrong.append(f"{kind}: {count} compared, {least} are the least")
    for line in tally.wrong[:60]:
        print(line)
    print(f"{len(kinds) * asked.panels} panels, {sum(tally.compared.values())} comparisons, {len(tally.wrong)} wrong")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
