# SPDX-License-Identifier: Apache-2.0
#   make            the programs and the library     make lint     format, house rules, analysis
#   make demo       check the sample badges          make fuzz     each fuzzer in turn
#   make test       every test                       make bench    figures, side by side
#   make check-san  the same, under sanitizers       make install  into $(DESTDIR)$(PREFIX)
BUILD        ?= build
PREFIX       ?= /usr/local
CFLAGS       ?= -O2 -g
FUZZ_SECONDS ?= 60

# From the ground up.  A file may include its own floor and those below it.
FLOORS := base container form proof trust verdict report
# Only these may see the system they run on.
TOOL   := cell front

ALL_CPPFLAGS := -Iverifier -Itests -D_FORTIFY_SOURCE=2 $(CPPFLAGS)
ALL_CFLAGS   := -std=c11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow \
                -Wstrict-prototypes -Wmissing-prototypes -Wvla \
                -fstack-protector-strong -fPIE -MMD -MP $(CFLAGS)
ALL_LDFLAGS  := -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
LIB_LIBS     := -lpng -lz -ljansson -lsodium -lcrypto -lexpat -lmd4c -lunistring

sources  = $(foreach room,$1,$(wildcard verifier/$(room)/*.c))
objects  = $(patsubst %.c,$(BUILD)/%.o,$1)
LIB_OBJ    := $(call objects,verifier/obv.c $(call sources,$(FLOORS)))
CELL_OBJ   := $(call objects,$(call sources,cell))
FRONT_OBJ  := $(call objects,$(call sources,front))
READER_OBJ := $(call objects,$(call sources,reader))
ISSUER_OBJ := $(call objects,$(call sources,issuer))
UNITS      := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c))
SUITES     := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/suites/suite_*.c))
FUZZERS    := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
# What tests share; never in the library.
TEST_OBJ   := $(call objects,$(wildcard tests/*.c))
PROGRAMS   := $(BUILD)/badge-verifier $(BUILD)/badge-reader $(BUILD)/badge-issuer
# In `make test` a fuzzer replays its corpus: no old bug comes back unseen.
FUZZ_MAIN ?= $(BUILD)/tests/fuzz/replay.o

.SECONDARY:
.PHONY: all clean
all: $(PROGRAMS) $(BUILD)/libobv.a

$(CELL_OBJ) $(FRONT_OBJ) $(READER_OBJ) $(ISSUER_OBJ): ALL_CPPFLAGS += -D_GNU_SOURCE
$(BUILD)/tests/%.o: ALL_CPPFLAGS += -D_GNU_SOURCE

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<
$(BUILD)/libobv.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^
$(BUILD)/badge-verifier: $(FRONT_OBJ) $(CELL_OBJ) $(BUILD)/libobv.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS) -lseccomp
$(BUILD)/badge-reader: $(READER_OBJ) $(CELL_OBJ) $(BUILD)/libobv.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS) -lseccomp -lqpdf
$(BUILD)/badge-issuer: $(ISSUER_OBJ) $(BUILD)/libobv.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)
$(UNITS): %: %.o $(TEST_OBJ) $(CELL_OBJ) $(BUILD)/libobv.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS) -lseccomp -lcmocka
$(SUITES): %: %.o $(BUILD)/libobv.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)
$(FUZZERS): %: %.o $(FUZZ_MAIN) $(BUILD)/libobv.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIB_LIBS)

clean:
	rm -rf build
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
