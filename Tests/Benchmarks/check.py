#!/usr/bin/env python3
"""Holds reports of `ufork bench … --json FILE` to thresholds.

    Tests/Benchmarks/check.py THRESHOLDS REPORT…

Prints each measurement with its threshold. Fails if one is missed, or if no report has it: a figure that is not measured any more
must not pass.
"""
import json
import sys


def main(thresholds, *reports):
    figures = {}
    for path in reports:
        with open(path) as file:
            report = json.load(file)
        own = {figure["name"]: figure["value"] for figure in report["measurements"]}
        own["calibration"] = report["calibration"]
        # A ratio is to a figure of the same run: the host may be faster at another time.
        figures.update({name: (value, own) for name, value in own.items()})
    failures = 0
    with open(thresholds) as file:
        rows = json.load(file)["thresholds"]
    for row in rows:
        name = row["measurement"]
        if name not in figures:
            verdict, text = "MISSING", ""
        else:
            value, own = figures[name]
            ratio = value / own[row["of"]] if "of" in row else value
            low, high = row.get("atLeast", float("-inf")), row.get("atMost", float("inf"))
            verdict = "ok" if low <= ratio <= high else "MISSED"
            text = f"{ratio:.3g}"
        failures += verdict != "ok"
        wanted = f"≥ {row['atLeast']:g}" if "atLeast" in row else f"≤ {row['atMost']:g}"
        print(f"{name:40} {text:>8} {wanted:>10} {'of ' + row['of'] if 'of' in row else '':15} {verdict}")
    print(f"{len(rows)} thresholds, {failures} not met")
    return 1 if failures else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
