#!/usr/bin/env python3
"""Mutates the implementation in small ways that nobody chose, and counts what the suite notices.

All mutations of a run are built at once: each stands behind a number that the environment variable
UFORK_SOURCE_MUTATION switches on (mutant schemata). What is changed is a copy of the sources.

    Tests/SourceMutations/run.py                 # 240 mutations, seed 1; goes on where it was interrupted
    Tests/SourceMutations/run.py --report FILE   # only writes what is known so far as a document
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "Mutants")]
import mutations as kinds  # noqa: E402
import report  # noqa: E402
import tree  # noqa: E402

ROOT = tree.ROOT
SWITCH = """
#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Which mutation is switched on, and which ones were reached.
@usableFromInline @safe
struct SourceMutations {
  /// The number of the one that is switched on; 0 if none is.
  @usableFromInline let switchedOn: Int
  /// A byte for each: not 0 if it was reached.
  @usableFromInline var reached: UnsafeMutablePointer<UInt8>

  @usableFromInline nonisolated(unsafe) static let current = SourceMutations()

  private init() {
    switchedOn = Int(unsafe getenv("UFORK_SOURCE_MUTATION").map { unsafe atol($0) } ?? 0)
    let size = 4096
    unsafe reached = .allocate(capacity: size)
    unsafe reached.initialize(repeating: 0, count: size)
    guard let folder = unsafe getenv("UFORK_SOURCE_MUTATIONS_REACHED") else { return }
    // A file that is mapped holds what was reached however the process ends.
    let file = unsafe open("\(unsafe String(cString: folder))/MODULE.\(getpid())", O_RDWR | O_CREAT, 0o600)
    guard file >= 0, ftruncate(file, size) == 0,
      let mapped = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), unsafe mapped != MAP_FAILED
    else { return }
    unsafe reached = unsafe mapped.assumingMemoryBound(to: UInt8.self)
  }
}

@usableFromInline @inline(__always)
func sourceMutation(_ number: Int) -> Bool {
  unsafe SourceMutations.current.reached[number] = 1
  return unsafe SourceMutations.current.switchedOn == number
}
"""
# What the mutations are tried with, the quickest first; each only with the checks that reach it. Cases instead of time, so that a
# busy machine notices no less.
CHECK = ["check", "--seed", "1", "--workers", "1", "--fail-fast", "--case-limit", "30s", "--shortening-limit",
         "1s"]
CHECKS = {
    "vectors": ["vectors", "check", "VECTORS"],
    "capabilities": CHECK + ["capability", "--cases", "4000"],
    "tests of the emulator": ["TESTS", "--testing-library", "swift-testing", "--filter",
                              "BulkRelocationTests|RegionSizeTests|FirstTierTests|ExponentTests|PhysicalMemoryTests|WritingTests"
                              "|HostileBitsTests|RunningTests"],
    "fork, briefly": CHECK + ["fork", "isolation", "--cases", "60"],
    "tests of the kernel": ["TESTS", "--testing-library", "swift-testing", "--filter", "ForkKernelTests|PagingTests"],
    "exploration": ["explore", "--depth", "2"],
    "fork": CHECK + ["fork", "isolation", "--cases", "600"],
    "everything else": CHECK + ["machine", "--cases", "1500"],
}
# The tests that are copied: those of the implementation.
TESTS = {"EmulatorTests", "ForkKernelTests", "PagingTests"}
# Nothing that is not mutated needs as much time of the processor.
SECONDS = 40


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
    changed = {}
    for number, mutation in chosen.items():
        lines = changed.setdefault(mutation.file, (ROOT / mutation.file).read_text().split("\n"))
        lines[mutation.line - 1] = mutation.text.replace("{n}", str(number))
    changed = {name: "\n".join(lines) for name, lines in changed.items()}
    changed["Package.swift"] = tree.package((ROOT / "Package.swift").read_text(), TESTS)
    switches = {f"Implementation/{module}/SourceMutations.swift": SWITCH.lstrip().replace("MODULE", module)
                for module in ["Emulator", "ForkKernel"]}
    tree.copy(scratch, changed, extra=switches)


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
            ["swift", "build", "-c", "release", "--build-tests"], cwd=scratch, capture_output=True, text=True)
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


def run(scratch, work, number, check):
    """How a check ended with a mutation switched on: its words if it noticed something or None, and which it reached."""
    reached, failures = work / "reached", work / "failures"
    for folder in [reached, failures]:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    # Who crashes is not asked where: the runtime's backtraces take their time.
    environment = dict(os.environ, UFORK_SOURCE_MUTATION=str(number), UFORK_SOURCE_MUTATIONS_REACHED=str(reached),
                       SWIFT_BACKTRACE="enable=no")
    products = scratch / ".build/release"
    words = [str(ROOT / "Tests/Vectors") if word == "VECTORS" else word for word in CHECKS[check]]
    if words[0] == "TESTS":
        words[0] = str(products / "uforkPackageTests.xctest")
    else:
        words = [str(products / "ufork"), *words] + ([] if words[0] == "vectors" else ["--failures", str(failures)])
    result = subprocess.run(
        words, cwd=work, env=environment, capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)))
    numbers = {index for path in reached.iterdir() for index, byte in enumerate(path.read_bytes()) if byte}
    if result.returncode in (0, 3):
        return None, numbers
    if result.returncode < 0:
        return f"{check} ({'time limit' if result.returncode in (-24, -9) else 'crash'})", numbers
    failed = re.search(r"^(\S+) does not hold", result.stdout, re.M)
    return (failed.group(1) if failed else check), numbers


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=240, help="how many mutations to try")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--scratch", type=Path, default=ROOT / ".build/source-mutations")
    parser.add_argument("--again", action="store_true", help="try those again that nothing has noticed")
    parser.add_argument("--check", action="append", choices=CHECKS, help="try only with this check; may be repeated")
    parser.add_argument("--report", type=Path, help="only write this document, from the results so far")
    options = parser.parse_args()
    scratch, work = options.scratch / "sources", options.scratch / "work"
    work.mkdir(parents=True, exist_ok=True)
    results_path = options.scratch / "results.jsonl"
    results = {}
    if results_path.exists():
        results = {entry["number"]: entry for entry in map(json.loads, results_path.read_text().splitlines())}
    if options.report:
        options.report.write_text(report.document(list(results.values())))
        return
    chosen = dict(enumerate(kinds.sample(find_all(), options.count, options.seed), start=1))
    chosen = build(scratch, chosen)
    print(f"{len(chosen)} mutations are built.", flush=True)
    reaching = {}
    for check in options.check or CHECKS:
        begin = time.monotonic()
        notice, reaching[check] = run(scratch, work, 0, check)
        if notice:
            sys.exit(f"Without any mutation: {notice} does not hold.")
        print(f"{check}: reaches {len(reaching[check] & set(chosen))} in {time.monotonic() - begin:.0f} s.", flush=True)
    for number, mutation in chosen.items():
        entry = results.get(number)
        if options.again and entry and not entry["noticed"]:
            entry = None
        if entry and all(entry[key] == value for key, value in mutation.described().items()):
            continue
        before = os.times()
        checks = [check for check in reaching if number in reaching[check]]
        notice = next(filter(None, (run(scratch, work, number, check)[0] for check in checks)), None)
        seconds = os.times().children_user - before.children_user
        entry = dict(
            mutation.described(), number=number, noticed=notice,
            reached=bool(checks) or results.get(number, {}).get("reached", False), seconds=round(seconds, 1))
        results[number] = entry
        with results_path.open("a") as file:
            file.write(json.dumps(entry) + "\n")
        outcome = notice or ("SURVIVED" if checks else "not reached")
        print(f"{number:4} {mutation.file}:{mutation.line} {mutation.kind}: {outcome}", flush=True)
    print(f"{sum(bool(entry['noticed']) for entry in results.values())} of {len(results)} mutations noticed.")


if __name__ == "__main__":
    main()
