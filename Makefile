# make audit   set up, build, audit the samples, leave the reports in build/reports
# make test    set up, check the format, build, run every test
.DEFAULT_GOAL := help
.PHONY: help setup build audit test format lint docs docc reports bench sanitize clean

SWIFT ?= swift
RELEASE := -c release --static-swift-stdlib
PLANAUDIT := .build/release/planaudit

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

setup:
	@Scripts/setup

build: setup
	$(SWIFT) build $(RELEASE) --product planaudit

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

# make bench   compare speed with other programs, as ratios in one run
bench: build
	Benchmarks/run.sh

# make sanitize  run the tests under the address and the thread sanitizer
sanitize: setup
	$(SWIFT) test --sanitize=address --disable-xctest --scratch-path .build-address
	$(SWIFT) test --sanitize=thread --disable-xctest --scratch-path .build-thread

clean:
	rm -rf .build .build-* build
