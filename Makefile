# The recipes. CI runs `make test`; nothing else happens there.
PYTHON ?= python3
DEMO_ARGS ?=
TEST_ARGS ?=

.PHONY: demo test check bench texts lock clean

demo:   ## Set up, build the demo world and serve it (DEMO_ARGS=--no-serve only builds)
	@$(PYTHON) tools/bootstrap.py demo $(DEMO_ARGS)

test:   ## Everything CI checks: lint, types, contracts, both databases, the browser
	@$(PYTHON) tools/bootstrap.py test $(TEST_ARGS)

check:  ## Only what needs no database: lint, types, contracts, texts
	@$(PYTHON) tools/bootstrap.py check

bench:  ## Timings of the scoring engine beside a measured floor
	@$(PYTHON) tools/bootstrap.py bench

texts:  ## Collect the texts of every slice and compile the English ones (needs gettext)
	@$(PYTHON) tools/bootstrap.py texts

lock:   ## Pin the dependencies of pyproject.toml anew
	@$(PYTHON) tools/bootstrap.py lock

clean:  ## Forget the demo world and everything installed
	@rm -rf .venv .tools var static_out
