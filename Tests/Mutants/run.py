#!/usr/bin/env python3
"""Builds a copy of the project with every mutant in it, each behind a switch, and tries them.

    Tests/Mutants/run.py check               # only holds the files of the mutants to being applicable; builds nothing
    Tests/Mutants/run.py copy                # only makes the copy, .build/mutants/tree
    Tests/Mutants/run.py build               # builds .build/mutants/ufork
    Tests/Mutants/run.py matrix [OPTION…]    # builds, and runs `ufork mutants OPTION…`
    Tests/Mutants/run.py expectations        # builds, and runs the litmus tests that the files name, and the tests of mutants
    Tests/Mutants/run.py show NAME           # builds, and shows how the mutant is caught
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import applier  # noqa: E402
import files  # noqa: E402
import tree  # noqa: E402

MUTANTS = tree.ROOT / "Tests/Mutants"
# Tests of mutants lie here in a folder for each target that they are added to in the copy.
TESTS = tree.ROOT / "Tests/MutantTests"
BUILD = tree.ROOT / ".build/mutants"
COPY = BUILD / "tree"
UFORK = BUILD / "ufork"
OPTIONS = ["--configuration", "release"]

SWITCH = """/// Which mutant is switched on; made by Tests/Mutants.
public enum MutantSwitch {{
  /// The number of the mutant, from 1 on; 0 if none is switched on.
  nonisolated(unsafe) public static var number = 0

  /// The names, in the order of the numbers.
  public static let names: [String] = [
{names}
  ]

  /// Switches a mutant on, and every other off.
  public static func switchOn(_ name: String?) {{
    unsafe number = name.flatMap {{ names.firstIndex(of: $0) }}.map {{ $0 + 1 }} ?? 0
  }}
}}

/// Whether the mutant of a number is switched on.
@inlinable @inline(__always)
public func switched(_ number: Int) -> Bool {{ unsafe MutantSwitch.number == number }}
"""

CATALOGUE = """internal import Architecture

/// The mutants that are built into this program; made by Tests/Mutants.
public enum Mutants {
  /// Their names.
  public static var names: [String] { MutantSwitch.names }

  /// Switches a mutant on, and every other off, for all that this process does from now on.
  public static func switchOn(_ name: String?) { MutantSwitch.switchOn(name) }
}
"""


def read():
    """Every mutant, and the sources with all of them in it."""
    mutants = files.read_all(MUTANTS)
    files.check_names(mutants, "rule", files.rules(tree.ROOT), "Docs/Specification.md shows all.")
    return mutants, applier.apply(tree.ROOT, mutants)


def copy(mutants, changed):
    added = {f"Tests/{path.relative_to(TESTS)}": path.read_text() for path in sorted(TESTS.rglob("*.swift"))}
    extra = added | {
        "Package.swift": tree.package((tree.ROOT / "Package.swift").read_text(), {name.split("/")[1] for name in added}),
        "Model/Architecture/MutantSwitch.swift": SWITCH.format(
            names="\n".join(f'    "{mutant.name}",' for mutant in mutants)),
        "Properties/Adapters/Mutants.swift": CATALOGUE,
    }
    tree.copy(COPY, changed, extra=extra)


def build(mutants, with_tests=False):
    command = ["swift", "build", *OPTIONS]
    command += ["--build-tests", "--disable-testable-imports"] if with_tests else ["--product", "ufork"]
    if subprocess.run(command, cwd=COPY).returncode:
        sys.exit("The copy with the mutants does not build: an error above names the place in .build/mutants/tree.")
    UFORK.unlink(missing_ok=True)
    UFORK.symlink_to(COPY / ".build/release/ufork")
    known = {line.split()[0] for line in output("list", "properties").splitlines()}
    files.check_names(mutants, "property", known, "`ufork list properties` shows all.")


def output(*words):
    return subprocess.run([UFORK, *words], cwd=tree.ROOT, capture_output=True, text=True).stdout


def litmus(mutants):
    """The litmus tests that mutants' files name, and that are not red."""
    missed = []
    for mutant in mutants:
        for test in mutant.listed("litmus"):
            red = any(line.split()[:1] == [test] and "✗" in line
                      for line in output("litmus", test, "--mutant", mutant.name).splitlines())
            print(f"{mutant.name}: {test} {'is red' if red else 'IS NOT RED'}", flush=True)
            missed += [] if red else [(mutant.name, test)]
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["check", "copy", "build", "matrix", "expectations", "show"])
    options, rest = parser.parse_known_args()
    try:
        mutants, changed = read()
        if options.what == "check":
            print(f"{len(mutants)} mutants in {len(changed)} files can be applied.")
            return
        if options.what == "show" and rest[:1] not in [[mutant.name] for mutant in mutants]:
            sys.exit("Say which mutant, by a name that `ufork list mutants` shows: make mutant NAME=load-barrier-dropped")
        copy(mutants, changed)
        if options.what == "copy":
            return
        build(mutants, with_tests=options.what == "expectations")
    except files.MutantError as error:
        sys.exit(str(error))
    if options.what == "matrix":
        os.execv(UFORK, [str(UFORK), "mutants", *rest])
    if options.what == "show":
        mutant = next(mutant for mutant in mutants if mutant.name == rest[0])
        properties = mutant.listed("property")
        os.execv(UFORK, [str(UFORK), "check", *properties, "--mutant", mutant.name, "--fail-fast", *rest[1:]])
    if options.what == "expectations":
        missed = litmus(mutants)
        tests = subprocess.run(
            ["swift", "test", *OPTIONS, "--disable-testable-imports", "--skip-build", "--no-parallel", "--filter",
             "MutantTests"], cwd=COPY)
        if missed or tests.returncode:
            sys.exit(f"Not caught as their files say: {missed}" if missed else "A test of mutants fails.")


if __name__ == "__main__":
    main()
