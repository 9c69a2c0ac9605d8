# zhclaims: raw Chinese news in, records of claims out.  `make help` lists the targets.
CC      ?= cc
PREFIX  ?= /usr/local
CFLAGS  ?= -O2 -g
VERSION := 0.1.0
V       ?= 0
Q       := $(if $(filter 1,$(V)),,@)

WARN := -Wall -Wextra -Wshadow -Wundef -Wwrite-strings -Wconversion -Wno-sign-conversion \
	-Wmissing-prototypes -Wstrict-prototypes -Wvla -Wpointer-arith -Wcast-qual
DEFS := -std=c11 -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64 -DPCRE2_CODE_UNIT_WIDTH=16 \
	-DZHC_VERSION='"$(VERSION)"' -DZHC_SHARE='"$(PREFIX)/share/zhclaims"' -I.
PKGS := icu-uc icu-i18n libpcre2-16 json-c sqlite3 zlib libdeflate libzstd libarchive yaml-0.1 libbrotlidec
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS   = $(shell pkg-config --libs $(PKGS) 2>/dev/null)
LIBS = $(PKG_LIBS) -lbz2 -llzma -lpthread -lm

# build/ is the release build; the others have a folder of their own: make KIND=asan
KIND ?= release
FLAGS_release :=
FLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
FLAGS_tsan    := -O1 -g -fsanitize=thread
FLAGS_hostile := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -DZHC_HOSTILE
FLAGS_cover   := -O0 -g --coverage
B   := $(if $(filter release,$(KIND)),build,build/$(KIND))
OBJ := $(B)/obj
FLAGS := $(DEFS) $(WARN) $(CFLAGS) $(FLAGS_$(KIND)) $(PKG_CFLAGS)
LDFLAGS_ALL := $(LDFLAGS) $(FLAGS_$(KIND))

SRC  := $(wildcard pipeline/*.c pipeline/*/*.c corpus/*.c output/*.c)
MAIN := pipeline/main.c
# *_build.c make compiled tables and stand in tablec only
BUILDERS := $(wildcard pipeline/*/*_build.c)
LIB_OBJ := $(patsubst %.c,$(OBJ)/%.o,$(filter-out $(MAIN) $(BUILDERS),$(SRC)))
BUILD_OBJ := $(patsubst %.c,$(OBJ)/%.o,$(BUILDERS))
UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c)) \
	$(patsubst tests/property/%.c,$(B)/tests/%,$(wildcard tests/property/*.c))
CHECK := $(patsubst tests/check/%.c,build/check/%,$(wildcard tests/check/*.c))
ALL_C = $(shell find corpus pipeline output scripts tests -name '*.[ch]')
TAB := build/data/.made
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

all: $(B)/zhclaims $(TAB) ## build the program and its tables

$(B)/zhclaims: $(OBJ)/pipeline/main.o $(LIB_OBJ)
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

$(B)/tablec: $(OBJ)/scripts/tablec.o $(BUILD_OBJ) $(LIB_OBJ)
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

# All compiled tables, as listed in rules/tables.list (name, kind, sources); always made by the release build
ifeq ($(B),build)
$(TAB): build/tablec rules/tables.list $(shell sed -e 's/\#.*//' rules/tables.list | awk '{for(i=3;i<=NF;i++)print "rules/"$$i}') \
	$(wildcard rules/clean/*.rules rules/extract/*.rules) rules/extract/words.tsv rules/extract/events.tsv
	@echo "  TAB  build/data"
	$(Q)rm -rf build/data && mkdir -p build/data && build/tablec rules build/data && touch $@
else
$(TAB): FORCE
	$(Q)$(MAKE) --no-print-directory KIND=release $@
FORCE:
endif

$(OBJ)/%.o: %.c
	@mkdir -p $(dir $@)
	@echo "  CC   $<"
	$(Q)$(CC) $(FLAGS) -MMD -MP -c -o $@ $<

$(B)/tests/%: tests/unit/%.c $(LIB_OBJ)
	@mkdir -p $(dir $@)
	$(Q)$(CC) $(FLAGS) $(LDFLAGS_ALL) -o $@ $^ $(LIBS) -lcmocka
$(B)/tests/%: tests/property/%.c $(LIB_OBJ)
	@mkdir -p $(dir $@)
	$(Q)$(CC) $(FLAGS) $(LDFLAGS_ALL) -o $@ $^ $(LIBS) -lcmocka

$(B)/tests/test_gumbo: LIBS += -lgumbo

# The checkers share no code with the program, on purpose.
build/check/check_spans: LIBS += -lnettle
build/check/%: tests/check/%.c
	@mkdir -p $(dir $@)
	@echo "  CC   $@"
	$(Q)$(CC) $(FLAGS) $(LDFLAGS_ALL) -o $@ $< $(LIBS)

build/corpusgen: scripts/corpusgen.c
	@mkdir -p build
	@echo "  CC   $@"
	$(Q)$(CC) $(FLAGS) $(LDFLAGS) -o $@ $<

build/stagebench: $(OBJ)/scripts/stagebench.o $(OBJ)/scripts/benchframe.o $(LIB_OBJ)
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

build/ownerdump build/timedump: build/%: $(OBJ)/scripts/%.o $(OBJ)/scripts/benchframe.o $(LIB_OBJ)
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

build/partbench: $(OBJ)/scripts/partbench.o $(OBJ)/scripts/benchframe.o $(LIB_OBJ)
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

build/rulebench: LIBS += -lpcre2-8
build/rulebench: $(OBJ)/scripts/rulebench.o $(OBJ)/scripts/benchframe.o $(LIB_OBJ)
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

build/table: scripts/claim_table.c
	@mkdir -p build
	@echo "  CC   $@"
	$(Q)$(CC) $(FLAGS) $(LDFLAGS) -o $@ $< $(LIBS)

units: $(UNIT) ## build the unit and property tests

checks: $(CHECK) ## build the checkers of tests/check

# ---- run it ----
demo: ## install what is missing, build, run corpus/samples: a table of claims, and build/demo/*
	@scripts/setup
	@$(MAKE) --no-print-directory -j$(JOBS) all build/table
	@scripts/demo.sh

# ---- test it ----
# Everything that must pass: the release build runs every suite, the sanitizer build those that feed it bytes.
test: ## all tests, with a sanitizer build; last line: N passed, N failed
	@scripts/setup test
	@$(MAKE) --no-print-directory -j$(JOBS) all units checks
	@$(MAKE) --no-print-directory -j$(JOBS) KIND=asan all units
	@tests/run-all.sh all asan:units asan:cases asan:walk asan:parity asan:bad

test-fast: all ## the suites on the release build only
	@$(MAKE) --no-print-directory -j$(JOBS) units checks
	@FAST=1 tests/run-all.sh all

golden: all ## rewrite what a case expects: make golden CASE=part/name, then read git diff
	@tests/run-cases.sh --golden $(CASE)

golden-docs: all ## rewrite the walk and the outputs shown in the documents, then read git diff
	@tests/run-walk.sh --golden
	@tests/run-readme.sh --golden

figures: ## measure again and write the figures into README.md
	@scripts/figures.sh

asan: ## build and run the suites under address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory -j$(JOBS) KIND=asan all units checks
	@tests/run-all.sh asan:units asan:cases asan:walk asan:parity asan:bad

tsan: ## build and run what has threads under the thread sanitizer
	@$(MAKE) --no-print-directory -j$(JOBS) KIND=tsan all units
	@TSAN_OPTIONS=halt_on_error=1 tests/run-all.sh tsan:units tsan:parity

hostile: ## build with tiny blocks and limits at 1/100, under sanitizers, and run units and bad input
	@$(MAKE) --no-print-directory -j$(JOBS) KIND=hostile all units
	@tests/run-all.sh hostile:units hostile:bad

fuzz: ## cut, flip and splice every sample and case input for FUZZ_SECONDS (60) under sanitizers
	@$(MAKE) --no-print-directory -j$(JOBS) KIND=asan all
	@$(MAKE) --no-print-directory checks
	@scripts/fuzz.sh

cover: ## line coverage of the suites, a line a file
	@$(MAKE) --no-print-directory -j$(JOBS) KIND=cover CFLAGS=-O0 all units
	@tests/run-all.sh cover:units cover:cases cover:walk cover:parity cover:bad; scripts/cover.sh
	@scripts/cover.sh

score-clean: all checks ## clean on our own pages and the seeds: body, title, date, source, author
	@tests/score-clean.sh

score: all checks ## claims of our own samples against their gold: per kind, slot and rule
	@scripts/score.sh

bench: all build/corpusgen build/stagebench build/rulebench ## MB/s of each stage and the whole, one core and two
	@scripts/bench.sh

$(B)/bench_normalize: tests/bench/bench_normalize.c tests/normalize/spin.h $(LIB_OBJ)
	$(Q)$(CC) $(FLAGS) $(LDFLAGS_ALL) -o $@ $(filter-out %.h,$^) $(LIBS)

bench-normalize: all $(B)/bench_normalize ## the normalize stage: spun text undone, clean text left alone, conversion, MB/s
	@$(B)/bench_normalize --shared ../shared tests/decode/clean.txt tests/normalize/clean.txt \
		$(addprefix --hant ,$(patsubst %,corpus/samples/%.txt,tw-budget tw-export hk-property hk-transport)) \
		$(addprefix --lines ,$(wildcard rules/[acde]*/*.rules tests/*/*.tsv tests/*/*.txt))
	@test ! -e ../shared/conformance/opencc.py || python3 ../shared/conformance/opencc.py $(B)/zhclaims

test-big: all ## a web archive with a record of more than 2 GB: refused, memory bounded, its neighbours read
	@scripts/big-record.sh

bench-memory: all build/corpusgen ## peak memory of 1 GB of articles through run -j2
	@scripts/bench.sh memory

bare: ## make demo and make test of the last commit in a bare Debian 12 (debootstrap, root)
	@scripts/bare.sh

# ---- keep it ----
fmt: ## lay out all C files by .clang-format
	clang-format -i $(ALL_C)

lint: ## the house rules that a program can check
	@scripts/lint.sh

man: $(B)/zhclaims.1 $(B)/zhclaims.bash $(B)/zhclaims.zsh ## man page and completions, from the option table
$(B)/zhclaims.1: $(B)/zhclaims
	$(Q)$< man >$@
$(B)/zhclaims.%: $(B)/zhclaims
	$(Q)$< man $* >$@

share := $(DESTDIR)$(PREFIX)/share
install: all man ## install below PREFIX (default /usr/local), staged in DESTDIR
	install -d $(DESTDIR)$(PREFIX)/bin $(share)/zhclaims/data $(share)/man/man1
	install -d $(share)/bash-completion/completions $(share)/zsh/site-functions
	install -m 755 $(B)/zhclaims $(DESTDIR)$(PREFIX)/bin/zhclaims
	install -m 644 $(B)/zhclaims.1 $(share)/man/man1/zhclaims.1
	install -m 644 $(B)/zhclaims.bash $(share)/bash-completion/completions/zhclaims
	install -m 644 $(B)/zhclaims.zsh $(share)/zsh/site-functions/_zhclaims
	install -m 644 build/data/*.tab $(share)/zhclaims/data
	cp -R rules output/schema $(share)/zhclaims/
	install -m 755 scripts/site-profile.sh $(share)/zhclaims/site-profile.sh
	chmod -R u=rwX,go=rX $(share)/zhclaims

uninstall: ## remove what install put there
	rm -rf $(share)/zhclaims
	rm -f $(DESTDIR)$(PREFIX)/bin/zhclaims $(share)/man/man1/zhclaims.1
	rm -f $(share)/bash-completion/completions/zhclaims $(share)/zsh/site-functions/_zhclaims

clean: ## remove build/
	rm -rf build

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | expand -t 16

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)
.PHONY: bench-normalize test-big all units checks demo test test-fast golden golden-docs figures asan tsan hostile fuzz cover score bench bench-memory score-clean
.PHONY: bare fmt lint man install uninstall clean help
.DELETE_ON_ERROR:
include $(wildcard scripts/*.mk)
