# What people do with this repository. `make` alone tells.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help build test test-all demo bench chaos soak check fuzz
.PHONY: packages packages-test reproducible program deb rpm sbom
.PHONY: windows-build msi nsis windows-test windows-packages-test windows-check dmg macos-check macos-packages-test

help: ## Tell what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-21s %s\n", $$1, $$2 }' Makefile

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

chaos: ## Break the real programs at random for CHAOS_SECONDS (1800), and account for every event
	@packaging/debian-packages.sh test
	@CHAOS_SECONDS=$${CHAOS_SECONDS:-1800} cargo test --test chaos -- --nocapture broken

soak: ## Run a day of the real programs in SOAK_SECONDS (864), and look whether their memory rises
	@packaging/debian-packages.sh test
	@cargo test --test soak -- --nocapture --include-ignored --test-threads 1 a_day

check: ## Formatting, lints and docs, with warnings denied
	@cargo fmt --check
	@cargo clippy --all-targets -- -D warnings
	@RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

windows-check: ## Have compiler and Clippy look at all that is built for Windows; four minutes the first time
	@packaging/windows/check.sh

macos-check: ## The same for macOS, where nothing can be linked
	@packaging/macos/check.sh

# Whatever it finds goes into tests/fuzz/artifacts; an input worth keeping, into tests/fuzz/corpus.
FUZZ_SECONDS ?= 60
fuzz: ## Fuzz what reads untrusted bytes, FUZZ_SECONDS each
	@command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked
	@cp Cargo.lock tests/fuzz/Cargo.lock
	@for target in decode config links text journal; do \
		echo "Fuzzing $$target for $(FUZZ_SECONDS) s"; mkdir -p target/fuzz/corpus/$$target; \
		RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir tests/fuzz --target-dir target/fuzz/build --sanitizer none $$target \
			target/fuzz/corpus/$$target tests/fuzz/corpus/$$target \
			-- -max_total_time=$(FUZZ_SECONDS) -max_len=20000 -timeout=10 -rss_limit_mb=1024; \
	done

# Every package that can be made here; one more is a word here and a rule that leaves its file in target/packages.
PACKAGES ?= deb rpm msi nsis sbom
packages: $(PACKAGES) ## Make every package, the list of parts (SBOM) and SHA256SUMS in target/packages
	@cd target/packages; find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%f\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | tee SHA256SUMS

# With PROGRAM=target/debug/deskbell that is packed, which is large, but there at once: for tests.
program:
	@packaging/debian-packages.sh package
	@mkdir -p target/packages target/packaging
	@[ -n "$(PROGRAM)" ] || echo "Building what is shipped; the first time this takes about twelve minutes on two cores."
	@strip -R .comment -o target/packaging/deskbell "$(or $(PROGRAM),$$(packaging/linux/build.sh))"

deb: program ## Make the package for Debian and its relatives
	@rm -f target/packages/*.deb; packaging/linux/pack.sh deb target/packaging/deskbell target/packages

rpm: program ## Make the package for Fedora, openSUSE and their relatives
	@rm -f target/packages/*.rpm; packaging/linux/pack.sh rpm target/packaging/deskbell target/packages

sbom: ## Make the list of every part of the programs for Linux and Windows, as CycloneDX
	@packaging/linux/sbom.sh target/packages
	@packaging/linux/sbom.sh target/packages x86_64-pc-windows-gnu

packages-test: deb rpm ## Install, upgrade, remove and purge the packages in a copy of this machine; needs root
	@packaging/test-packages.sh target/packages/*.deb target/packages/*.rpm target/packaging/deskbell

reproducible: program ## Make the packages twice and compare; REBUILD=1 builds the programs twice, too
	@packaging/reproducible.sh target/packaging/deskbell

test-all: ## What .ci/run runs, everything that is run under wine, and builds twice; three hours the first time
	@.ci/run
	@$(MAKE) --no-print-directory windows-test windows-packages-test reproducible REBUILD=1

windows-build: ## Build deskbell.exe for Windows, on Linux
	@echo "Building; the first time this takes about ten minutes on two cores."
	@packaging/windows/build.sh

msi: windows-build ## Make the MSI for a whole computer in target/packages
	@rm -f target/packages/*.msi; packaging/windows/msi.sh

nsis: windows-build ## Make the setup for one user in target/packages
	@rm -f target/packages/*-setup.exe; packaging/windows/nsis.sh

# With PROGRAM=target/x86_64-pc-windows-gnu/debug/deskbell.exe that is built and run, which is there sooner.
windows-test: $(if $(PROGRAM),,windows-build) ## Run the library's tests and deskbell.exe under wine; pictures in target/windows-test
	@packaging/windows/test.sh $(PROGRAM)

windows-packages-test: windows-build ## Install, upgrade, repair and remove both of them under wine
	@packaging/windows/test-packages.sh

dmg: ## Lay out Deskbell.app around PROGRAM, which a Mac built, and make its disk image in target/packages
	@packaging/debian-packages.sh macos
	@packaging/macos/app.sh "$(PROGRAM)"
	@packaging/macos/dmg.sh

macos-packages-test: ## Do that around a stand-in, and look at all that can be looked at without a Mac
	@packaging/macos/test.sh
