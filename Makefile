# make audit   set up, build, audit the samples, leave the reports in build/reports
# make test    set up, check the format, build, run every test
.DEFAULT_GOAL := help
.PHONY: help setup build audit test format lint docs docc reports order bench sanitize fuzz fuzz-sanitized clean

SWIFT ?= swift
# A program that starts fast: its C libraries are part of it, its types are called for and not looked up by name, it
# tells no other its symbols, and the functions of a check stand side by side (Documentation/Decisions/0041).
# Rooms are compiled with a view of each other, so that small functions of a lower room cost no call.
STATIC := $(CURDIR)/.build/static-libraries
RELEASE = -c release --static-swift-stdlib --disable-local-rpath $(shell Scripts/static-libraries $(STATIC)) \
  -Xlinker --no-export-dynamic \
  -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors \
  -Xswiftc -Xfrontend -Xswiftc -function-sections \
  -Xswiftc -cross-module-optimization
PLANAUDIT := .build/release/planaudit

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

setup:
	@Scripts/setup

build: setup
	PKG_CONFIG_PATH=$(STATIC) $(SWIFT) build $(RELEASE) --product planaudit

# Faulty samples are there to be found: findings (status 1) are a success here, anything else is not.
audit: build
	@$(PLANAUDIT) check Samples --rules Rules --report text --reports build/reports || [ $$? -eq 1 ]

# The command is tested as users have it: optimised.
test: build lint
	$(SWIFT) build --build-tests
	PLANAUDIT_PROGRAM=$(PLANAUDIT) $(SWIFT) test --skip-build

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Plugins Package.swift

# make format  bring the sources into the house's layout
format:
	$(SWIFT) format --in-place --recursive Sources Tests Plugins Package.swift

# make docs    write the generated pages anew (tests compare them)
docs: build
	$(PLANAUDIT) rules docs --rules Rules -o Documentation/Rules.md

# make docc    write the engine's documentation for libraries into build/docc
docc: setup
	Scripts/write-docc

# make reports write the reports of the samples anew (tests compare them)
reports: build
	Scripts/write-reports $(PLANAUDIT)

# make order   write anew which functions a check calls, for the linker (needs valgrind)
order: build
	Scripts/write-function-order $(PLANAUDIT)
	@rm $(PLANAUDIT) # for another order alone, nothing would be linked anew

# make bench   compare speed with other programs, as ratios in one run
bench: build
	Benchmarks/run.sh

# make sanitize  run the tests under the address and the thread sanitizer
sanitize: setup
	$(SWIFT) test --sanitize=address --disable-xctest --scratch-path .build-address
	$(SWIFT) test --sanitize=thread --disable-xctest --scratch-path .build-thread

# make fuzz    run the program over changed copies of the samples for a minute (FUZZ_SECONDS, FUZZ_FILES, FUZZ_SEED)
FUZZ_SECONDS ?= 60
FUZZ_SEED ?= 1
FUZZ_FILES ?= $(wildcard Samples/*.txt Samples/*.xml Samples/*.xlsx) Reports/all.json
fuzz: build
	Scripts/fuzz $(PLANAUDIT) $(FUZZ_SECONDS) --seed $(FUZZ_SEED) $(FUZZ_FILES)

# make fuzz-sanitized  the same with the address sanitizer in the program
fuzz-sanitized: setup
	$(SWIFT) build -c release --sanitize=address --product planaudit --scratch-path .build-address
	Scripts/fuzz .build-address/release/planaudit $(FUZZ_SECONDS) --seed $(FUZZ_SEED) $(FUZZ_FILES)

clean:
	rm -rf .build .build-* build
