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
LIB_OBJ := $(patsubst %.c,$(OBJ)/%.o,$(filter-out $(MAIN),$(SRC)))
UNIT := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c)) \
	$(patsubst tests/property/%.c,$(B)/tests/%,$(wildcard tests/property/*.c))
TAB := build/data/.made

all: $(B)/zhclaims $(TAB) ## build the program and its tables

$(B)/zhclaims: $(OBJ)/pipeline/main.o $(LIB_OBJ)
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

$(B)/tablec: $(OBJ)/scripts/tablec.o $(LIB_OBJ)
	@echo "  LD   $@"
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

# All compiled tables, as listed in rules/tables.list (name, kind, sources)
$(TAB): build/tablec rules/tables.list $(shell sed -e 's/\#.*//' rules/tables.list | awk '{for(i=3;i<=NF;i++)print "rules/"$$i}')
	@echo "  TAB  build/data"
	$(Q)mkdir -p build/data && build/tablec rules build/data && touch $@
ifneq ($(B),build)
build/tablec:
	$(Q)$(MAKE) --no-print-directory KIND=release build/tablec
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

units: $(UNIT) ## build the unit and property tests

clean: ## remove build/
	rm -rf build

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | expand -t 16

-include $(shell find $(OBJ) -name '*.d' 2>/dev/null)
.PHONY: all units clean help
.DELETE_ON_ERROR:
