# What people do with this repository. `make` alone tells.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help build test demo bench check

help: ## Tell what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

build: ## Build the daemon and the reference contact center (release)
	@packaging/debian-packages.sh build
	@echo "Building; the first time this takes about eight minutes on two cores."
	@cargo build --release --bins
	@echo "Built: target/release/deskbell and target/release/deskbell-center"

test: ## Install what tests need, run every test, and count
	@packaging/debian-packages.sh test
	@echo "Building the tests; the first time this takes about five minutes on two cores."
	@mkdir -p target
	@failed=0; cargo test --no-fail-fast 2>&1 | tee target/test.log || failed=1; \
	awk '/^test result:/ { passed += $$4; failed += $$6 } END { printf "%d passed, %d failed\n", passed, failed }' target/test.log; \
	exit $$failed

demo: ## Show the whole story: on your display, or on a virtual one with pictures in target/demo
	@packaging/debian-packages.sh demo
	@packaging/demo.sh

bench: ## Measure times, memory, wake-ups and size; takes eight minutes after the build
	@packaging/debian-packages.sh test
	@echo "Building; the first time this takes about eight minutes on two cores."
	@cargo bench --bench deskbell

check: ## Formatting, lints and docs, with warnings denied
	@cargo fmt --check
	@cargo clippy --all-targets -- -D warnings
	@RUSTDOCFLAGS="-D warnings" cargo doc --no-deps
