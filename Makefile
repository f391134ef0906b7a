# Two commands: `make demo` runs everything on this machine, `make test` checks everything.

POORT ?= 8000
# The first Python on this machine that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
MAKEFLAGS += --no-print-directory

.PHONY: demo test benchmark benchmark-zgw schermen python vergrendel

demo: python
	@$(PYTHON) mijnportaal/opzet.py
	@DJANGO_SETTINGS_MODULE=mijnportaal.settings.dev exec .venv/bin/python -m mijnportaal.demo.draai --poort $(POORT)

test: python
	@$(PYTHON) mijnportaal/opzet.py --ontwikkel
	@exec .venv/bin/python -m tests.keuring

# Measure the pages that people wait for on a filled register; docs/metingen.md tells what came out.
ZAKEN ?= 100000
benchmark: python
	@$(PYTHON) mijnportaal/opzet.py --ontwikkel
	@exec .venv/bin/python -m benchmarks.meet --zaken $(ZAKEN)

# Measure the ZGW APIs on the same register.
benchmark-zgw: python
	@$(PYTHON) mijnportaal/opzet.py --ontwikkel
	@exec .venv/bin/python -m benchmarks.zgw --zaken $(ZAKEN)

# Make the pictures in docs/schermen/ anew, from a demo of its own.
schermen: python
	@$(PYTHON) mijnportaal/opzet.py --ontwikkel
	@exec .venv/bin/python -m tests.reizen.schermen $(SCHERM)

python:
	@test -n "$(PYTHON)" || { echo "Mijnportaal heeft Python 3.11 of hoger nodig. Installeer die, bijvoorbeeld met: apt-get install python3 python3-pip" >&2; exit 1; }

# Lock the dependencies after a change in requirements/*.in; OPTIES=--upgrade takes the newest of all.
vergrendel: python
	@$(PYTHON) mijnportaal/opzet.py --ontwikkel
	@for deel in basis ontwikkel; do .venv/bin/uv pip compile --quiet $(OPTIES) --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header requirements/$$deel.in --output-file requirements/$$deel.txt; done
