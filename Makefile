# make scan [TARGET=path]   install what is missing, build, scan, print
# make test                 install what is missing, build, run every test
# make build | bench | lint | docs | install [PREFIX=/usr/local]

TARGET ?= Examples/acme
PREFIX ?= /usr/local
BINARY := .build/release/isobar
VENV := .build/venv
SWIFT_BUILD := swift build -c release --static-swift-stdlib --product isobar
SOURCES := Package.swift Sources Plugins Tests Benchmarks

.PHONY: scan test build bench lint docs install setup clean

scan: build
	$(BINARY) scan $(TARGET)

build: setup
	$(SWIFT_BUILD)

test: setup $(VENV)/.ready
	swift build --build-tests
	ISOBAR_VENV=$(abspath $(VENV)) swift test --skip-build

bench: build $(VENV)/.ready
	swift build -c release
	ISOBAR_VENV=$(abspath $(VENV)) python3 Benchmarks/run.py $(BENCH)

# Warnings are errors in every build; see Package.swift.
lint:
	swift format lint --strict --recursive --parallel $(wildcard $(SOURCES))

docs: setup
	ISOBAR_UPDATE_DOCS=1 swift test --filter SchemaTests

install: build
	install -D -s -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/isobar

setup:
	@scripts/setup

# Programs that the tests compare with, at fixed versions.
$(VENV)/.ready: Tests/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r Tests/requirements.txt
	cp Tests/requirements.txt $@

clean:
	rm -rf .build
