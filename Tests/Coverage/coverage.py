#!/usr/bin/env python3
"""Says how many lines of the Model the properties have executed, and names the rules of the others, with the reason.

    Tests/Coverage/coverage.py SCRATCH LIMIT [DOCUMENT]

SCRATCH is the scratch path of a build with coverage, with the profiles of its runs in `profiles`. Writes the document, if there is
one to be written. Fails if less than LIMIT percent of the lines have been executed.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from reasons import reason  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
MODIFIERS = r"(?:@\w+ |public |package |private |fileprivate |mutating |static |internal\(set\) |convenience |prefix )*"
# What is declared in a type, or in a type inside of one; further in there are only local values.
DECLARATION = re.compile(rf"(?:\s{{0,4}}{MODIFIERS}(?:func|init|subscript)\b|\s{{0,2}}{MODIFIERS}(?:var|let)\b)")
HEAD = """# Coverage of the Model

`make coverage` builds with counters and counts which lines of the Model are executed by the vectors, `ufork check`, the properties of fork
with the Model's own address space as the subject, the litmus tests, exploration, and the mutants: what a guarantee finds and how it
says so is executed only where one does not hold. It writes this document, and fails below 95 %.

"""


def tool(name):
    beside = Path(shutil.which("swift") or "swift").resolve().parent / name
    return str(beside) if beside.exists() else name


def line_counts(scratch):
    """For each file of the Model, how often each line with code was executed."""
    profiles = [str(path) for path in (scratch / "profiles").glob("*.profraw")]
    merged = scratch / "merged.profdata"
    subprocess.run(
        [tool("llvm-profdata"), "merge", "--sparse", "--failure-mode=warn", "-o", merged, *profiles], check=True)
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
    while index > 0 and not DECLARATION.match(lines[index]):
        index -= 1
    name = re.search(r"(?:func|var|let)\s+([\w+\-*/<>=!&|^%~]+)|\b(init|subscript)\b", lines[index])
    rules, above = [], index - 1
    while above >= 0 and lines[above].strip().startswith(("///", "@")):
        rules = re.findall(r"Rule ``([\w.]+)``", lines[above]) + rules
        above -= 1
    return (name.group(1) or name.group(2)) if name else lines[index].strip(), rules


def measure(counts):
    """The executed and all lines of each module, and the lines of each declaration that were not executed."""
    modules, missing = {}, {}
    for name, lines in sorted(counts.items()):
        source = (ROOT / name).read_text().split("\n")
        total = modules.setdefault("/".join(name.split("/")[:2]), [0, 0])
        total[0] += sum(count > 0 for count in lines.values())
        total[1] += len(lines)
        for number in sorted(number for number, count in lines.items() if count == 0):
            declaration, rules = place(source, number)
            missing.setdefault((name, declaration), [rules, []])[1].append(number)
    modules["Model"] = [sum(column) for column in zip(*modules.values())]
    return modules, missing


def document(modules, missing):
    text = HEAD + "| | lines executed | |\n|---|---|---|\n"
    for module, (executed, total) in modules.items():
        text += f"| {module} | {executed} of {total} | {100 * executed / total:.1f} % |\n"
    text += "\n## What is not executed\n"
    groups = {}
    for (name, declaration), (rules, numbers) in missing.items():
        groups.setdefault(reason(f"{name}: {declaration}"), []).append(
            f"* `{name.removeprefix('Model/')}`: `{declaration}`, {len(numbers)} line{'s' if len(numbers) > 1 else ''}"
            + (f" ({', '.join(f'`{rule}`' for rule in rules)})" if rules else ""))
    for words, entries in sorted(groups.items(), key=lambda group: -len(group[1])):
        text += f"\n**{words}**\n\n" + "\n".join(entries) + "\n"
    return text


def main():
    scratch, limit = Path(sys.argv[1]).resolve(), float(sys.argv[2])
    modules, missing = measure(line_counts(scratch))
    for module, (executed, total) in modules.items():
        print(f"{module:26} {executed:5} of {total:5} lines  {100 * executed / total:5.1f} %")
    for (name, declaration), (rules, numbers) in missing.items():
        cited = f" ({', '.join(rules)})" if rules else ""
        print(f"{name}: {declaration}: lines {', '.join(map(str, numbers))}{cited}")
    if len(sys.argv) > 3:
        Path(sys.argv[3]).write_text(document(modules, missing))
    executed, total = modules["Model"]
    if 100 * executed / total < limit:
        sys.exit(f"\nLess than {limit} % of the lines of the Model have been executed.")


if __name__ == "__main__":
    main()
