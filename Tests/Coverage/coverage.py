#!/usr/bin/env python3
"""Says how many lines of the Model the properties have executed, and names the rules of the others.

    Tests/Coverage/coverage.py SCRATCH LIMIT

SCRATCH is the scratch path of a build with coverage, with the profiles of its runs in `profiles`. Fails if less than LIMIT
percent of the lines have been executed.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tool(name):
    beside = Path(shutil.which("swift") or "swift").resolve().parent / name
    return str(beside) if beside.exists() else name


def line_counts(scratch):
    """For each file of the Model, how often each line with code was executed."""
    profiles = [str(path) for path in (scratch / "profiles").glob("*.profraw")]
    merged = scratch / "merged.profdata"
    subprocess.run([tool("llvm-profdata"), "merge", "--sparse", "-o", merged, *profiles], check=True)
    exported = subprocess.run(
        [tool("llvm-cov"), "export", "--format=lcov", f"--instr-profile={merged}", str(scratch / "release/ufork"),
         str(ROOT / "Model")], check=True, capture_output=True, text=True).stdout
    counts, current = {}, None
    for line in exported.splitlines():
        if line.startswith("SF:"):
            current = counts.setdefault(str(Path(line[3:]).relative_to(ROOT)), {})
        elif line.startswith("DA:"):
            number, count = line[3:].split(",")[:2]
            current[int(number)] = max(current.get(int(number), 0), int(count))
    return {name: lines for name, lines in counts.items() if name.startswith("Model/")}


def place(lines, number):
    """The declaration that a line belongs to, and the rules in the comment above it."""
    index = number - 1
    while index > 0 and not re.match(r"\s{0,4}(?:@\w+ |public |package |private |fileprivate |mutating |static |internal\(set\) )*"
                                     r"(?:func|init|subscript|var|let|case)\b", lines[index]):
        index -= 1
    name = re.search(r"(?:func|var|let|case)\s+([\w+\-*/<>=!&|^%~]+)|\b(init|subscript)\b", lines[index])
    rules, above = [], index - 1
    while above >= 0 and lines[above].strip().startswith(("///", "@")):
        rules = re.findall(r"Rule ``([\w.]+)``", lines[above]) + rules
        above -= 1
    return (name.group(1) or name.group(2)) if name else lines[index].strip(), rules


def main():
    scratch, limit = Path(sys.argv[1]).resolve(), float(sys.argv[2])
    counts = line_counts(scratch)
    folders, missing = {}, {}
    for name, lines in sorted(counts.items()):
        source = (ROOT / name).read_text().split("\n")
        total = folders.setdefault("/".join(name.split("/")[:2]), [0, 0])
        total[0] += sum(count > 0 for count in lines.values())
        total[1] += len(lines)
        for number, count in sorted(lines.items()):
            if count == 0:
                declaration, rules = place(source, number)
                missing.setdefault((name, declaration), [rules, []])[1].append(number)
    for folder, (executed, total) in folders.items():
        print(f"{folder:26} {executed:5} of {total:5} lines  {100 * executed / total:5.1f} %")
    executed, total = (sum(column) for column in zip(*folders.values()))
    share = 100 * executed / total
    print(f"{'Model':26} {executed:5} of {total:5} lines  {share:5.1f} %\n")
    for (name, declaration), (rules, numbers) in missing.items():
        print(f"{name}: {declaration}: lines {', '.join(map(str, numbers))}"
              f"{' (' + ', '.join(rules) + ')' if rules else ''}")
    if share < limit:
        sys.exit(f"\nLess than {limit} % of the lines of the Model have been executed.")


if __name__ == "__main__":
    main()
