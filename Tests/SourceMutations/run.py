#!/usr/bin/env python3
"""Mutates the implementation in small ways that nobody chose, and counts what the suite notices.

All mutations of a run are built at once: each stands behind a number that the environment variable
UFORK_SOURCE_MUTATION switches on (mutant schemata). What is changed is a copy of the sources.

    Tests/SourceMutations/run.py                 # 240 mutations, seed 1; goes on where it was interrupted
    Tests/SourceMutations/run.py --report        # only writes the report again
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import mutations as kinds  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SWITCH = """
#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The number of the mutation that is switched on; 0 if none is.
@usableFromInline nonisolated(unsafe) var switchedOn = Int(unsafe getenv("UFORK_SOURCE_MUTATION").map { unsafe atol($0) } ?? 0)

@usableFromInline @inline(__always)
func sourceMutation(_ number: Int) -> Bool { unsafe switchedOn == number }
"""
# What each part of the implementation is tried with, the likeliest first; then everything.
CHECKS = {
    "kernel": [["check", "fork", "isolation", "--budget", "6s"], ["explore", "--depth", "2"]],
    "bulk copy": [["check", "fork", "isolation", "--budget", "4s"], ["explore", "--depth", "2"]],
    "capabilities": [["check", "capability", "--budget", "4s"]],
}
LAST = [["vectors", "check", "Tests/Vectors"], ["check", "--budget", "20s"]]


def write_if_changed(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def find_all():
    found = []
    for subject, folders in kinds.SUBJECTS.items():
        for folder in folders:
            for path in sorted((ROOT / folder).rglob("*.swift")):
                name = str(path.relative_to(ROOT))
                if not kinds.EXCLUDED_FILES.search(name):
                    found += kinds.mutations_of(subject, name, path.read_text())
    return found


def copy_sources(scratch, chosen):
    names = subprocess.run(
        ["git", "ls-files", "Package.swift", "Package.resolved", "Model", "Implementation", "Properties"], cwd=ROOT, check=True,
        capture_output=True, text=True).stdout.split("\n")
    by_file = {}
    for number, mutation in chosen.items():
        by_file.setdefault(mutation.file, []).append((number, mutation))
    for name in filter(None, names):
        source = (ROOT / name).read_bytes()
        if name in by_file:
            lines = source.decode().split("\n")
            for number, mutation in by_file[name]:
                lines[mutation.line - 1] = mutation.text.replace("{n}", str(number))
            source = "\n".join(lines).encode()
        if name == "Package.swift":
            # No tests here: they are not copied.
            source = re.sub(rb"    \.testTarget\(.*?\n(?=    \.testTarget|  \],)", b"", source, flags=re.S)
        target = scratch / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != source:
            target.write_bytes(source)
    for module in ["Implementation/Emulator", "Implementation/ForkKernel"]:
        write_if_changed(scratch / module / "SourceMutationSwitch.swift", SWITCH.lstrip())


def nearest(chosen, path, line):
    """The mutation that an error speaks of: the last one at or a few lines above its place."""
    above = [(mutation.line, number) for number, mutation in chosen.items()
             if mutation.file == path and line - 8 < mutation.line <= line]
    return max(above)[1] if above else None


def build(scratch, chosen):
    """Builds; mutations that do not compile are left out, and the rest is built again."""
    while True:
        copy_sources(scratch, chosen)
        result = subprocess.run(
            ["swift", "build", "-c", "release", "--product", "ufork"], cwd=scratch, capture_output=True, text=True)
        if result.returncode == 0:
            return chosen
        places = {(path, int(line)) for path, line in re.findall(
            r"^(?:.*?/)?((?:Implementation)/[^:\s]+):(\d+):\d+: error", result.stdout + result.stderr, re.M)}
        broken = {nearest(chosen, path, line) for path, line in places} - {None}
        if not broken:
            sys.exit((result.stdout + result.stderr)[-4000:])
        print(f"{len(broken)} mutations do not compile and are left out.", flush=True)
        for number in broken:
            del chosen[number]


def noticed_by(scratch, work, number, command, seconds):
    """How a command ended with a mutation switched on: its words if it noticed something, or None."""
    environment = dict(os.environ, UFORK_SOURCE_MUTATION=str(number))
    extra = ["--seed", "1", "--fail-fast", "--case-limit", "5s"] if command[0] == "check" else []
    if command[0] != "vectors":
        extra += ["--failures", str(work / "failures")]
        shutil.rmtree(work / "failures", ignore_errors=True)
    words = [part.replace("Tests/Vectors", str(ROOT / "Tests/Vectors")) for part in command]
    try:
        result = subprocess.run(
            [str(scratch / ".build/release/ufork"), *words, *extra], cwd=work, env=environment, capture_output=True,
            text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return "time limit: " + " ".join(command)
    if result.returncode in (0, 3):
        return None
    property_ = re.search(r"^(\S+) does not hold", result.stdout, re.M)
    return (property_.group(1) if property_ else " ".join(command[:2])) + (
        "" if result.returncode in (1, 2, 4) else f" (exit {result.returncode})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=240, help="how many mutations to try")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--scratch", type=Path, default=ROOT / ".build/source-mutations")
    parser.add_argument("--report", action="store_true", help="only write the report")
    options = parser.parse_args()
    scratch, work = options.scratch / "sources", options.scratch / "work"
    work.mkdir(parents=True, exist_ok=True)
    results_path = options.scratch / "results.jsonl"
    results = {}
    if results_path.exists():
        results = {entry["number"]: entry for entry in map(json.loads, results_path.read_text().splitlines())}
    if not options.report:
        chosen = dict(enumerate(kinds.sample(find_all(), options.count, options.seed), start=1))
        chosen = build(scratch, chosen)
        print(f"{len(chosen)} mutations are built.", flush=True)
        for number, mutation in chosen.items():
            entry = results.get(number)
            if entry and all(entry[key] == value for key, value in mutation.described().items()):
                continue
            begin = time.monotonic()
            notice = None
            for command in CHECKS[mutation.subject] + LAST:
                notice = noticed_by(scratch, work, number, command, 150)
                if notice:
                    break
            entry = dict(mutation.described(), number=number, noticed=notice, seconds=round(time.monotonic() - begin, 1))
            results[number] = entry
            with results_path.open("a") as file:
                file.write(json.dumps(entry) + "\n")
            print(f"{number:4} {mutation.file}:{mutation.line} {mutation.kind}: {notice or 'SURVIVED'}", flush=True)
    noticed = [entry for entry in results.values() if entry["noticed"]]
    print(f"{len(noticed)} of {len(results)} mutations noticed.")
    (options.scratch / "results.json").write_text(json.dumps(sorted(results.values(), key=lambda e: e["number"]), indent=1))
    for entry in results.values():
        if not entry["noticed"]:
            print(f"  {entry['file']}:{entry['line']} {entry['kind']}: {entry['before']} → {entry['after'] or 'nothing'}")


if __name__ == "__main__":
    main()
