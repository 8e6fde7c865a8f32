# reelgauge - `make help` lists the targets; ARCHITECTURE.md says how the parts fit.

BUILD ?= build$(if $(SANITIZE),/$(firstword $(subst address,asan,$(subst $(comma), ,$(SANITIZE)))))
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 20
FUZZ_SEED ?= 0
ARCH ?= $(shell uname -m)
comma := ,

# ---- what there is to build --------------------------------------------------------------------

SOURCES := $(sort $(wildcard pipeline/*.c pipeline/*/*.c pipeline/*/*.cc))
EMBEDDED := $(sort $(wildcard templates/*.html templates/*.css templates/*.js templates/*.json \
                              datasets/genres.csv datasets/intents.csv datasets/lexicon.txt \
                              datasets/answer.schema.json \
                              pipeline/store/*.sql))
OBJECTS := $(patsubst %,$(BUILD)/%.o,$(basename $(filter-out pipeline/main.c,$(SOURCES)))) \
           $(BUILD)/embedded_table.o
LIBRARY := $(BUILD)/libreelgauge.a
PROGRAM := $(BUILD)/reelgauge
UNIT_TESTS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZERS := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
SYSTEM_TOOLS := $(addprefix $(BUILD)/tests/system/,peak history ask faults.so)
BENCHES := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/bench/bench_*.c)) \
                                  tests/bench/contestant.c)
LINTS := layers symbols pure banned style generated manual

# ---- flags: ours first, the user's CFLAGS, CXXFLAGS and LDFLAGS last ----------------------------

CFLAGS ?= -O2 -g
CXXFLAGS ?= -O2 -g

# pkg-config is asked once, and only by a recipe: `make test` installs it before it compiles.
PKGS := sqlite3 libcjson cairo libctemplate openblas simdjson inih libpcre2-8 yaml-0.1 zlib libzstd \
        libcrypto libutf8proc libcurl
once = $(eval $(1) := $$(shell pkg-config $(2)))$(if $(.SHELLSTATUS:0=),$(error \
       a library is missing: packaging/install-deps names and installs it))$($(1))
PKG_CFLAGS = $(call once,PKG_CFLAGS,--cflags $(PKGS))
PKG_LIBS = $(call once,PKG_LIBS,--libs $(PKGS))
CHECK_LIBS = $(call once,CHECK_LIBS,--libs check)

# Results must not depend on which multiplications a compiler fuses: no contraction, no -ffast-math.
COMMON := -Ipipeline -D_POSIX_C_SOURCE=200809L -pthread -fPIE -ffp-contract=off \
          -fstack-protector-strong -fstack-clash-protection $(if $(WERROR),-Werror) \
          $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer \
          -Wno-pass-failed) \
          $(if $(SANITIZE)$(filter -O0,$(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
C_WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
              -Wpointer-arith -Wwrite-strings
ALL_CFLAGS = -std=c17 $(C_WARNINGS) $(COMMON) $(PKG_CFLAGS:-I%=-isystem%) $(CPPFLAGS) $(CFLAGS)
ALL_CXXFLAGS = -std=c++17 -Wall -Wextra -Wshadow $(COMMON) $(PKG_CFLAGS:-I%=-isystem%) $(CPPFLAGS) $(CXXFLAGS)
ALL_LDFLAGS = -pthread -pie -Wl,-z,relro,-z,now -Wl,--as-needed \
              $(if $(SANITIZE),-fsanitize=$(SANITIZE)) $(LDFLAGS)

# ---- building (V=1 shows the commands) -----------------------------------------------------------

Q := $(if $(V),,@)
say = @$(if $(V),:,printf '  %-5s %s\n' $(1) $@)

.PHONY: all
all: $(PROGRAM) ## build the program (the default)

$(PROGRAM): $(BUILD)/pipeline/main.o $(LIBRARY)
	$(call say,LINK)
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcsv -lm $(LDLIBS)

$(LIBRARY): $(OBJECTS) $(BUILD)/objects
	@rm -f $@
	$(call say,AR)
	$(Q)$(AR) rcs $@ $(OBJECTS)

# A kernel file has its own instruction set; the program asks the processor before it calls one.
# GCC's remark on how vectors are passed is about functions that are inlined.
$(BUILD)/pipeline/train/bayes_kernels_plain.o: private ISA := -Wno-psabi
ifeq ($(ARCH),x86_64)
$(BUILD)/pipeline/train/kernels_avx2.o $(BUILD)/pipeline/train/bayes_kernels_avx2.o: private ISA := -mavx2 -mfma
endif

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(ALL_CFLAGS) $(ISA) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.cc $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CXX)
	$(Q)$(CXX) $(ALL_CXXFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/embedded_table.o: $(BUILD)/embedded_table.c $(EMBEDDED) $(BUILD)/flags
	$(call say,CC)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/embedded_table.c: packaging/embed $(EMBEDDED) $(BUILD)/embedded
	$(call say,EMBED)
	$(Q)packaging/embed $(EMBEDDED) >$@.tmp && mv $@.tmp $@

# Stamps change only when their text does: new flags rebuild all, a removed file rebuilds the archive.
stamp = @mkdir -p $(@D); printf '%s\n' '$(1)' | cmp -s - $@ || printf '%s\n' '$(1)' >$@
.PHONY: FORCE
$(BUILD)/flags: FORCE
	$(call stamp,$(CC) $(ALL_CFLAGS) $(CXX) $(ALL_CXXFLAGS) $(ALL_LDFLAGS))
$(BUILD)/objects: FORCE
	$(call stamp,$(OBJECTS))
$(BUILD)/embedded: FORCE
	$(call stamp,$(EMBEDDED))

# ---- tests ---------------------------------------------------------------------------------------

# `make fuzz` links libFuzzer where a plain build links a main that replays the corpus.
FUZZ_MAIN := $(if $(LIBFUZZER),-fsanitize=fuzzer,$(BUILD)/tests/fuzz/replay_main.o)

$(BUILD)/tests/unit/test_%: $(BUILD)/tests/unit/test_%.o $(LIBRARY)
	$(call say,LINK)
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(CHECK_LIBS) $(PKG_LIBS) -lcsv -lm $(LDLIBS)
$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(filter %.o,$(FUZZ_MAIN)) $(LIBRARY)
	$(call say,LINK)
	$(Q)$(CXX) $(ALL_LDFLAGS) $(filter -f%,$(FUZZ_MAIN)) -o $@ $^ $(PKG_LIBS) -lcsv -lm $(LDLIBS)
# Helpers of the system tests stand beside the program: no flags of its own, nothing of its library.
TOOL_FLAGS = -std=c17 -D_GNU_SOURCE $(C_WARNINGS) $(if $(WERROR),-Werror) -O1
$(BUILD)/tests/system/%: tests/system/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(TOOL_FLAGS) -o $@ $< -lsqlite3
$(BUILD)/tests/system/%.so: tests/system/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(TOOL_FLAGS) -shared -fPIC -o $@ $< -ldl
# This one asks as the program does.
$(BUILD)/tests/system/ask: $(BUILD)/tests/system/ask.o $(LIBRARY)
	$(call say,LINK)
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcsv -lm $(LDLIBS)
$(BENCHES): $(BUILD)/tests/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/tests/bench/bench.o $(LIBRARY)
	$(call say,LINK)
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcsv -lm $(LDLIBS)
$(BUILD)/tests/bench/bench_endpoint: $(BUILD)/tests/bench/chat_stub.o

.PHONY: tests unit replay system golden check-golden lint-scripts lint tidy bench bench-peers servers-venv test-servers fuzz fuzzers sanitize test-browser
tests: $(UNIT_TESTS) $(FUZZERS) # build every test without running it
unit: $(UNIT_TESTS) ## run the unit tests
	@tests/unit/run.sh $(UNIT_TESTS)
replay: $(FUZZERS) ## run the fuzz harnesses on their corpus
	@tests/fuzz/run.sh replay $(FUZZERS)
check-golden: $(PROGRAM) ## compare golden runs with what is expected
	@tests/golden/run.sh $(PROGRAM)
golden: $(PROGRAM) ## rewrite the expected golden files (read the diff!)
	@tests/golden/run.sh --rewrite $(PROGRAM)
system: $(PROGRAM) $(SYSTEM_TOOLS) ## try the program as a user would: bad input, a full disk, a kill
	@tests/system/run.sh $(PROGRAM) $(BUILD)/tests/system
lint-scripts: $(PROGRAM)
	@tests/lint/selftest.sh
	@status=0; for lint in $(LINTS); do tests/lint/$$lint.sh $(BUILD) || status=1; done; exit $$status
lint: ## run clang-format, clang-tidy, cppcheck and the project's own checks
	@packaging/install-deps lint
	@$(SUBMAKE) lint-scripts tidy
	@tests/lint/analysers.sh $(BUILD)
tidy: $(patsubst %.c,$(BUILD)/%.tidy,$(filter %.c,$(SOURCES)) $(wildcard tests/fuzz/*.c))
# Every file but error.c, which defines what the hints are about.
TIDY_HINTS = $(if $(filter pipeline/base/error,$*),,-include tests/lint/hints.h)
$(BUILD)/%.tidy: $(BUILD)/%.o .clang-tidy tests/lint/hints.h
	$(call say,TIDY)
	$(Q)clang-tidy --quiet $*.c -- $(ALL_CFLAGS) $(TIDY_HINTS) >$@.log 2>&1 || { cat $@.log; exit 1; }
	@mv $@.log $@
bench: $(PROGRAM) $(BENCHES) ## run the benchmarks, and ours beside each peer that is installed
	@for bench in $(filter-out %/contestant %/bench_text_to_model,$(BENCHES)); do $$bench || exit 1; done
	@$(BUILD)/tests/bench/bench_text_to_model $(if $(ML1M),$(ML1M)/ratings.dat)
	@tests/bench/peers.sh $(BUILD)
bench-peers: ## make a virtual environment with Surprise and myFM for `make bench`
	@python3 -m venv $(BUILD)/peers-venv
	@$(BUILD)/peers-venv/bin/pip install --quiet --requirement tests/bench/peers/requirements.txt
servers-venv: ## make a virtual environment with the servers of `make test-servers` (compiles llama.cpp)
	@python3 -m venv $(BUILD)/servers-venv
	@$(BUILD)/servers-venv/bin/pip install --quiet --requirement tests/servers/requirements.txt
test-servers: $(PROGRAM) $(BUILD)/tests/system/ask ## ask LiteLLM's proxy and llama-cpp-python's server, as far as they are there
	@tests/servers/run.sh $(PROGRAM) $(BUILD)/tests/system/ask $(BUILD)/servers-venv
fuzz: ## fuzz every parser for FUZZ_SECONDS each (clang, ASan, UBSan)
	@packaging/install-deps lint
	@$(SUBMAKE) fuzzers BUILD=$(BUILD)/fuzz CC=clang CXX=clang++ LIBFUZZER=1 \
	    SANITIZE=fuzzer-no-link,address,undefined
	@FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZ_SEED=$(FUZZ_SEED) tests/fuzz/run.sh fuzz $(FUZZERS:$(BUILD)/%=$(BUILD)/fuzz/%)
fuzzers: $(FUZZERS)
sanitize: ## run unit tests, corpus, golden runs and system tests under ASan, LSan and UBSan
	@packaging/install-deps test
	@$(SUBMAKE) unit replay check-golden system SANITIZE=address,undefined
test-browser: ## test the page in Chromium: axe, no request, no script needed
	@packaging/install-deps browser
	@$(SUBMAKE) all
	@tests/browser/run.sh $(PROGRAM)

# ---- the two commands of the README, which do all their own set-up ------------------------------

SUBMAKE = $(MAKE) --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc))
.PHONY: report test
report: ## install what is missing, build, run the whole pipeline on the data that ships
	@packaging/install-deps build
	@$(SUBMAKE) all
	@$(PROGRAM) run; status=$$?; [ $$status -le 1 ] || exit $$status
test: ## install what is missing, build, run every test but the browser's
	@packaging/install-deps test
	@$(SUBMAKE) all tests
	@$(MAKE) --no-print-directory unit replay check-golden system lint-scripts

# ---- the rest ------------------------------------------------------------------------------------

.PHONY: install uninstall clean help print-deps
install: $(PROGRAM) ## install into DESTDIR and PREFIX (/usr/local)
	@packaging/install-tree install $(PROGRAM) '$(DESTDIR)' '$(PREFIX)'
uninstall: ## remove what install put there
	@packaging/install-tree uninstall $(PROGRAM) '$(DESTDIR)' '$(PREFIX)'
clean: ## remove the build folder
	rm -rf $(BUILD)
print-deps: ## print the distribution's packages that building and testing needs
	@packaging/install-deps --print test
help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.SECONDARY:
.DELETE_ON_ERROR:
-include $(wildcard $(patsubst %,$(BUILD)/%.d,$(basename $(SOURCES) \
    $(wildcard tests/unit/*.c tests/fuzz/*.c tests/bench/*.c))) $(BUILD)/embedded_table.d)
