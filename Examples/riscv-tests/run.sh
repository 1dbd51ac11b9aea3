#!/bin/bash
# Builds the tests of riscv-software-src/riscv-tests for machine mode and runs them on the bare machine.
#
#   Examples/riscv-tests/run.sh DIRECTORY [UFORK]
#
# DIRECTORY is a checkout of riscv-tests with its submodule env; UFORK the program, found on the path by default.
# CC may name a compiler for RISC-V: clang with lld, which is the default, or riscv64-unknown-elf-gcc.
# Exit status: 0 all pass that can, 1 one fails, 2 something is missing.
set -u
tests=${1:?the directory of riscv-tests is missing}
ufork=${2:-ufork}
CC=${CC:-clang --target=riscv64-unknown-elf -fuse-ld=lld -Wno-unused-command-line-argument}
suites="rv64ui rv64um rv64ua rv64uc rv64mi"

# What the machine does not have, and has no way to say so that these two tests understand.
declare -A lacking=([rv64mi-breakpoint]="debug triggers" [rv64mi-pmpaddr]="physical memory protection")

for file in isa/rv64ui/Makefrag env/p/riscv_test.h; do
  [ -r "$tests/$file" ] || { echo "$tests/$file cannot be read; clone riscv-tests with --recurse-submodules" >&2; exit 2; }
done
command -v "$ufork" > /dev/null || { echo "$ufork is not a program; name ufork after the directory" >&2; exit 2; }
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

# Other linkers than GNU's do not know the names of the flags.
sed 's/FLAGS(SHF_ALLOC | SHF_EXECINSTR)/FLAGS(7)/' "$tests/env/p/link.ld" > "$work/link.ld"

build() { # SUITE NAME: makes $work/test
  local flags="-march=rv64g -mabi=lp64d -mcmodel=medany -static -nostdlib -nostartfiles"
  $CC $flags -I"$tests/env/p" -I"$tests/isa/macros/scalar" -E "$tests/isa/$1/$2.S" -o "$work/test.s" || return
  # A handler is declared weak for all tests, and global by those that have one: clang does not take both.
  for handler in mtvec_handler stvec_handler; do
    if grep -q "\.global *$handler" "$work/test.s"; then
      sed "s/\.weak $handler;//" "$work/test.s" > "$work/strong.s" && mv "$work/strong.s" "$work/test.s"
    fi
  done
  $CC $flags -T"$work/link.ld" "$work/test.s" -o "$work/test"
}

passed=0 failed=0 skipped=0
for suite in $suites; do
  names=$(sed -n "/^${suite}_sc_tests/,/^\$/p" "$tests/isa/$suite/Makefrag" | sed "s/^${suite}_sc_tests *= *//" | tr -d '\\')
  for name in $names; do
    if [ -n "${lacking[$suite-$name]:-}" ]; then
      echo "skipped  $suite-$name: the machine has no ${lacking[$suite-$name]}"
      skipped=$((skipped + 1))
    elif build "$suite" "$name" 2> "$work/errors" && "$ufork" run --bare --instructions 1000000 "$work/test" 2>> "$work/errors"; then
      passed=$((passed + 1))
    else
      echo "failed   $suite-$name"
      sed 's/^/         /' "$work/errors"
      failed=$((failed + 1))
    fi
  done
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $passed -gt 0 ] && [ $failed -eq 0 ]
