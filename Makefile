# Twee opdrachten: `make start` (gebruiken) en `make check` (nakijken). Nodig: Python 3.11 of nieuwer, en make.
# Both make or update .venv in this checkout; its stamps say what is in it and depend on the pinned versions.

PYTHON ?= python3
SHELL  := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help start check

VENV_PYTHON := .venv/bin/python
PINS        := pyproject.toml requirements/constraints.txt
INSTALL     := $(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --constraint requirements/constraints.txt

# A half-made environment, or one whose Python has gone, counts as none.
ifneq ($(shell { $(VENV_PYTHON) -c 'import pip' && echo whole; } 2>/dev/null),whole)
.PHONY: $(VENV_PYTHON)
endif

help:
	@echo 'make start   maakt alles klaar, bouwt de index en start de assistent op http://127.0.0.1:8000'
	@echo 'make check   installeert wat de tests nodig hebben en voert alle controles uit'

start: .venv/.serves
	@exec .venv/bin/sro serve

check: .venv/.checks
	@sh .ci/checks

# What serves: no torch.
.venv/.serves: $(PINS) $(VENV_PYTHON)
	@echo 'De assistent wordt geïnstalleerd. De eerste keer duurt dat enkele minuten.'
	@$(INSTALL) --editable '.[werkbank]'
	@$(VENV_PYTHON) -m compileall -q src ui
	@touch $@

# What the checks need on top. The pip that comes with an older Python doesn't know dependency groups.
.venv/.checks: $(PINS) $(VENV_PYTHON)
	@echo 'Alles voor de controles wordt geïnstalleerd. De eerste keer duurt dat enkele minuten.'
	@$(INSTALL) 'pip>=25.1'
	@$(INSTALL) --editable '.[werkbank,transformers,llm,mcp]' --group test
	@$(VENV_PYTHON) -m compileall -q src ui
	@touch .venv/.serves $@

$(VENV_PYTHON):
	@sh .ci/venv '$(PYTHON)'
