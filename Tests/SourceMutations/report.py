"""Writes what a run has shown as a document: the kill rate, what noticed how many, and each survivor with its argument."""

import json
from collections import Counter
from pathlib import Path

# Why each survivor is none of the suite's business, or what would notice it; written by hand.
ARGUMENTS = Path(__file__).with_name("arguments.json")

HEAD = """# Mutations that nobody chose

`make source-mutations` changes the implementation in small ways (a comparison, an operator, a constant, a condition, a statement that
is left out, a body that is replaced) and counts what the suite notices; `Tests/SourceMutations/README.md` says how. This document is
written by `Tests/SourceMutations/run.py --report`.

"""


def table(title, rows):
    lines = [f"| {title} | tried | noticed | not reached | |", "|---|---|---|---|---|"]
    for name, entries in rows:
        noticed = sum(bool(entry["noticed"]) for entry in entries)
        unreached = sum(not entry["reached"] for entry in entries)
        lines.append(f"| {name} | {len(entries)} | {noticed} | {unreached} | {100 * noticed / max(len(entries), 1):.0f} % |")
    return "\n".join(lines) + "\n\n"


def grouped(entries, key):
    return [(name, [entry for entry in entries if entry[key] == name]) for name in sorted({e[key] for e in entries})]


def key(entry):
    """Names a mutation without its line, which moves."""
    return f"{Path(entry['file']).name}: {entry['before']} → {entry['after'] or 'nothing'}"


def survivors(entries, arguments):
    groups = {}
    for entry in entries:
        kind, argument = arguments.get(key(entry), ["Open", "nobody has looked at it yet."])
        groups.setdefault(kind, []).append(f"* `{key(entry)}`, line {entry['line']}: {argument}")
    return "".join(f"### {kind}: {len(lines)}\n\n" + "\n".join(lines) + "\n\n" for kind, lines in sorted(groups.items()))


def document(entries):
    entries = sorted(entries, key=lambda entry: (entry["file"], entry["line"]))
    arguments = json.loads(ARGUMENTS.read_text()) if ARGUMENTS.exists() else {}
    rows = grouped(entries, "subject")
    by = Counter(entry["noticed"] for entry in entries if entry["noticed"])
    lost = [entry for entry in entries if not entry["noticed"]]
    text = HEAD + table("part", rows + [("all", entries)]) + table("kind", grouped(entries, "kind"))
    text += "## Who noticed first\n\n| | mutations |\n|---|---|\n"
    text += "".join(f"| `{name}` | {count} |\n" for name, count in by.most_common()) + "\n"
    text += f"## Survivors\n\n{len(lost)} of {len(entries)}; each with its argument.\n\n"
    return (text + survivors(lost, arguments)).rstrip() + "\n"
