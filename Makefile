# Inventory Connect. `make help` lists what there is; README.md says more.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
IC = @$(PYTHON) scripts/ic.py

.DEFAULT_GOAL := help
.PHONY: demo serve setup test races torture odoo-tests shell db-reset lint format bench new-service services screens roles docs clean help

demo serve: ## set up what is missing and serve the suite with its demo store (Ctrl-C stops everything)
	$(IC) demo
setup: ## get Odoo, the Python environment, PostgreSQL and the template databases, without serving
	$(IC) setup
test: ## run all tests (ARGS="-k sku" narrows them)
	$(IC) test $(ARGS)
races: ## 500 rounds of 20 buyers for one last unit, on a running server and on stock Odoo beside it (ARGS="--rounds 50")
	$(IC) races $(ARGS)

torture: ## Four simulated channels, website, till and desks on one stock, with faults and kills (ARGS="--seed 7")
	$(IC) torture $(ARGS)
odoo-tests: ## Odoo's own tests of stock, sale and till without our addons and with them, and the difference (ARGS=stock)
	$(IC) odoo-tests $(ARGS)
shell: ## an Odoo shell on the demo database; also takes a script: make shell < script.py
	$(IC) shell
db-reset: ## build the demo database anew
	$(IC) db-reset
lint: ## ruff, pylint-odoo, XML formatting, import rules
	$(IC) lint
format: ## mend what the linters can mend
	$(IC) format
bench: ## measure speed as ratios against stock Odoo (ARGS=import picks one)
	$(IC) bench $(ARGS)
new-service: ## start a service file: make new-service KIND=channels CODE=bigcommerce NAME="BigCommerce"
	@$(PYTHON) scripts/new_service.py "$(KIND)" "$(CODE)" "$(NAME)"
services: ## write docs/services/README.md anew: which service can do what
	@$(PYTHON) scripts/services.py
screens: ## look at every kind of public page of a running `make demo`, desk and phone, into docs/screens (IC_SCREENS=artist,share)
	$(IC) shell < scripts/screens.py
roles: ## write docs/roles.md anew from the rights in the demo database
	$(IC) shell < scripts/roles.py
docs: ## check the documentation: links, feature table, file names
	@$(PYTHON) scripts/matrix.py
clean: ## remove everything the set-up made (databases included)
	$(IC) clean
help: ## this list
	@sed -nE 's/^([a-z][a-z -]*): ## (.*)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'
