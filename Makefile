# Two commands are all that a newcomer needs: `make check` and `make test`.

BUDGET ?= 60s
SOURCES = Package.swift Model Implementation Properties Tests

# Whatever a target uses, it declares: an import of an undeclared target is an error.
BUILD_OPTIONS = --configuration release --explicit-target-dependency-import-check error
# No test imports what is not exported, so that tests and command share one build.
# A few tests at a time: more would wait for each other's processes, and run into limits that are there to end what hangs.
TEST_OPTIONS = $(BUILD_OPTIONS) --disable-testable-imports --experimental-maximum-parallelization-width 4
UFORK = .build/release/ufork

.PHONY: check test quick bench build install install-files install-check setup documents book coverage mutants mutants-quick mutant-tests mutant mutant-files source-mutations format format-check clean conform-linux

## Installs what is missing, builds, and checks the implementation against its specification (BUDGET=60s).
check: build
	$(UFORK) vectors check Tests/Vectors
	$(UFORK) check --budget $(BUDGET)

## Installs what is missing and runs the tests: in release, because differential tests are 10 to 30 times slower in debug.
test: setup mutant-files
	swift test $(TEST_OPTIONS)
ifeq ($(shell uname),Linux)
	$(MAKE) conform-linux
endif

## The loop of an edit: a debug build, the quick suites of Model and kernel, and a few seconds of properties.
quick: setup
	swift build --build-tests
	swift test --skip-build --filter '$(QUICK)' --skip '$(SLOW)'
	.build/debug/ufork check capability.agreement.cc128 fork.transparency --budget 6s --allow-inconclusive

QUICK = ^(CapabilityModelTests|MachineModelTests|ForkModelTests|ForkKernelTests)\.
SLOW = VectorTests|FileTests|FreedomTests|GuestTests|AccountingTests|ConsistencyTests|ScheduleTests|SignalWakeTests|TimeTests|PreemptionTests

## Holds the files of the mutants to being applicable, and what applies them to its tests; builds nothing.
mutant-files:
	python3 -m unittest discover --start-directory Tests/Mutants
	Tests/Mutants/run.py check

## Holds the calls of this Linux against the POSIX view and the litmus tests; the same programs each time, as tests are. The
## compiler is the one that comes with Swift.
conform-linux: build
	$(MAKE) -C Examples/linux CC=clang
	$(UFORK) conform --seed 76926 --cases 2000 -- Examples/linux/linux-fork
	$(UFORK) litmus -- Examples/linux/linux-fork

## Builds the ufork command.
build: setup
	swift build $(BUILD_OPTIONS) --product ufork
	swift build $(BUILD_OPTIONS) --product host-fork

PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share/ufork

## Installs the ufork command below PREFIX (/usr/local), with the litmus tests, the vectors and the mutants that it reads; DESTDIR is put before
## it all, for packages.
install: build install-files

install-files:
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/Docs/Litmus $(SHARE)/Tests/Vectors $(SHARE)/Tests/Mutants
	install $(UFORK) $(dir $(UFORK))host-fork $(DESTDIR)$(PREFIX)/bin
	install -m 644 Docs/Litmus/* $(SHARE)/Docs/Litmus
	install -m 644 Tests/Vectors/* $(SHARE)/Tests/Vectors
	install -m 644 Tests/Mutants/*.mutant $(SHARE)/Tests/Mutants

## Installs into a directory of its own, and holds what is installed to working from anywhere.
install-check: build
	rm -rf .build/installed
	$(MAKE) install-files DESTDIR=$(CURDIR)/.build/installed PREFIX=/opt/ufork
	cd / && $(CURDIR)/.build/installed/opt/ufork/bin/ufork litmus
	cd / && $(CURDIR)/.build/installed/opt/ufork/bin/ufork vectors check --subject implementation \
	  $(CURDIR)/.build/installed/opt/ufork/share/ufork/Tests/Vectors

## Measures next to this machine's own speed, and holds the ratios to Tests/Benchmarks/thresholds.json. Wants a quiet machine.
bench: build
	mkdir -p .build/bench
	for part in capability relocation fork machine; do $(UFORK) bench $$part --json .build/bench/$$part.json || exit 1; done
	Tests/Benchmarks/check.py Tests/Benchmarks/thresholds.json .build/bench/*.json

setup:
	@.ci/setup

## Derives the specification document and the snapshots of help texts again from the sources.
documents: build
	$(UFORK) document
	UPDATE_SNAPSHOTS=1 swift test $(TEST_OPTIONS) --filter UsageTests

BOOK_TOOLS = .build/book-tools

## Makes the specification anew, as a text (Docs/Specification.md) and as web pages: open .build/book/index.html. Fails if a rule has
## no place in a chapter (Docs/Book), or a place no rule. Installs Zensical, the generator of the pages, into .build if it is missing.
book: build
	@.ci/setup-book $(BOOK_TOOLS)
	rm -rf .build/book-pages
	$(UFORK) document --book .build/book-pages
	cp -R Docs/Book/figures Docs/Book/book.css .build/book-pages
	cp Docs/Book/mkdocs.yml .build/mkdocs.yml
	$(BOOK_TOOLS)/bin/zensical build --strict --clean --config-file .build/mkdocs.yml

## Line coverage of the Model by vectors and properties, at least 95 %; Docs/Coverage.md explains what is left. Most of its time goes
## to the build.
coverage: setup
	Tests/Mutants/run.py copy
	swift build $(BUILD_OPTIONS) --package-path $(MUTANTS) --product ufork --enable-code-coverage --scratch-path $(CURDIR)/.build/coverage
	rm -rf .build/coverage/profiles $(FAILURES)
	$(PROFILED) vectors check Tests/Vectors
	$(CHECKED) --cases 2000
	$(CHECKED) fork isolation --subject model --cases 500
	$(PROFILED) litmus
	$(PROFILED) explore --depth 2
	-$(PROFILED) mutants --budget 2s --first
	$(PROFILED) mutants sibling-copied-early --property fork.singleCopies --budget 4s
	-$(CHECKED) fork isolation --cases 100 --mutant reference-index-collides
	for failure in $(FAILURES)/*.json; do $(PROFILED) replay $$failure > /dev/null || true; done
	$(MUTANTS)/Tests/Coverage/coverage.py .build/coverage 95 Docs/Coverage.md

# The copy of the project with mutants, which Tests/Mutants makes: what is counted is the Model in it, which is the same.
MUTANTS = .build/mutants/tree
FAILURES = .build/coverage/failures
PROFILED = LLVM_PROFILE_FILE=$(CURDIR)/.build/coverage/profiles/%p.profraw .build/coverage/release/ufork
CHECKED = $(PROFILED) check --seed 1 --failures $(FAILURES)

## Builds a copy of the project with every mutant of Tests/Mutants in it, tries them all, fails if one survives, if the property that its
## file names does not notice it or if a property notices none, and writes Docs/Mutants.md.
mutants: setup
	Tests/Mutants/run.py matrix --budget 20s --json .build/mutants.json
	.build/mutants/ufork document --matrix .build/mutants.json

## The same, leaving each mutant at the first property that notices it; writes no document.
mutants-quick: setup
	Tests/Mutants/run.py matrix --first

## The litmus tests that the files of the mutants name, and the tests that need mutants.
mutant-tests: setup
	Tests/Mutants/run.py expectations

## Shows how a mutant is caught: make mutant NAME=load-barrier-dropped
mutant: setup
	Tests/Mutants/run.py show $(NAME)

## Small changes of the implementation that nobody chose, and what the suite notices of them; takes hours, goes on where it stopped.
source-mutations: setup
	Tests/SourceMutations/run.py

## Lays out the sources, comments included.
format:
	swift format --in-place --recursive $(SOURCES)
	.ci/comments wrap $(SOURCES)

## Fails where the sources are not laid out, or break a rule of .swift-format, or where the Model would hide a case.
format-check:
	.ci/forbidden
	swift format lint --strict --recursive $(SOURCES)
	.ci/comments check $(SOURCES)

clean:
	rm -rf .build
