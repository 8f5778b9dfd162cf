# SPDX-License-Identifier: Apache-2.0
#   make            the programs and the library   make conformance  the public suites
#   make demo       check the sample badges        make fuzz     each fuzzer in turn
#   make test       every test                     make bench    figures, side by side
#   make check-san  the same, under sanitizers     make install  into $(DESTDIR)$(PREFIX)
#   make lint       format, house rules, analysis  make bench-paper  the same of paper
#   make clean
BUILD        ?= build
PREFIX       ?= /usr/local
CFLAGS       ?= -O2 -g
FUZZ_SECONDS ?= 60
REPORT_LANG  ?=
# The id of a region's own first root, in place of the demonstration's: also
# with `make install`, which else builds for the demonstration again.
ROOT         ?=
# `make V=1` shows the commands.
Q            := $(if $(V),,@)
say           = $(if $(V),,@printf '  %-8s %s\n' $1 $@)

# From the ground up.  A file may include its own floor and those below it.
FLOORS := base qr container paper canon proof form trust verdict report
# Only these may see the system they run on.
ROOMS  := front reader issuer cell

ALL_CPPFLAGS := -Iverifier -Itests -D_FORTIFY_SOURCE=2 $(CPPFLAGS)
ALL_CFLAGS   := -std=c11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow \
                -Wstrict-prototypes -Wmissing-prototypes -Wvla \
                -fstack-protector-strong -fPIE -MMD -MP $(CFLAGS)
ALL_LDFLAGS  := -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
# All that is named is not all that is loaded: --as-needed drops from each
# program what it does not use (qpdf from all but the reader).
LIB_LIBS     := -lpng -lz -ljansson -lsodium -lcrypto -lexpat -lmd4c -lunistring \
                -lcbor -lm
# Kinds of file that badge-reader can be built without, each with its library:
# make WITHOUT="heic tiff"
KINDS        := pages jpeg webp tiff heic
WITHOUT      ?=
WITH         := $(filter-out $(WITHOUT),$(KINDS))
LIBS_pages   := -lpoppler-glib -lgobject-2.0 -lglib-2.0 -lcairo -lfontconfig
LIBS_jpeg    := -ljpeg
LIBS_webp    := -lwebp
LIBS_tiff    := -ltiff
LIBS_heic    := -lheif
# ... and what draws codes and sheets of paper, in badge-issuer.
LIBS_draw    := -lqrencode -lpangocairo-1.0 -lpango-1.0 -lgobject-2.0 -lcairo
LIBS         := $(LIB_LIBS) -lseccomp -lqpdf -lzbar \
                $(foreach k,$(WITH),$(LIBS_$k)) $(LIBS_draw)

sources  = $(filter-out $(foreach k,$(WITHOUT),verifier/reader/$k.c), \
             $(foreach room,$1,$(wildcard verifier/$(room)/*.c)))
objects  = $(patsubst %.c,$(BUILD)/%.o,$1)
built    = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/$1/$2_*.c))
PROGRAMS := $(addprefix $(BUILD)/badge-,verifier reader issuer)
LIBRARY  := $(BUILD)/libobv.a
ROOM_LIB := $(ROOMS:%=$(BUILD)/%.a)
# What tests share; never in the library.
SHARED   := $(BUILD)/tests/shared.a
UNITS    := $(call built,unit,test)
SUITES   := $(call built,suites,suite)
BENCHES  := $(call built,bench,bench)
FUZZERS  := $(call built,fuzz,fuzz)
# What tests and benches run beside the programs.
HANDS    := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/tools/*.c))
# Draw the sample badges: tests/samples/make.sh needs them.
ARTISTS  := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/samples/*.c))
# In `make test` a fuzzer replays its corpus: no old bug comes back unseen.
FUZZ_MAIN ?= $(BUILD)/tests/fuzz/replay.o
LANGUAGES := $(patsubst verifier/front/po/%.po,%,$(wildcard verifier/front/po/*.po))
CATALOGUES := $(LANGUAGES:%=$(BUILD)/locale/%/LC_MESSAGES/badge-verifier.mo)

.SECONDARY:
.PHONY: always all tests benches fuzzers demo test conformance check-san fuzz lint \
        bench bench-paper bench-qr install po clean
all: $(PROGRAMS) $(LIBRARY) $(CATALOGUES)
tests: all $(UNITS) $(SUITES) $(FUZZERS) $(ARTISTS) $(HANDS)
benches: all $(BENCHES) $(HANDS)
fuzzers: $(FUZZERS)

# ---- Building ----------------------------------------------------------------

# The library is bare C11.
$(call objects,$(call sources,$(ROOMS))) $(BUILD)/tests/%.o: \
    ALL_CPPFLAGS += -D_GNU_SOURCE

# What is done for each pixel is worth vectors.
$(BUILD)/verifier/qr/%.o: ALL_CFLAGS += $(if $(filter -O2,$(CFLAGS)),-O3)

# Headers that do not stand where the compiler looks by itself; asked for when
# they are needed: before `tests/setup` there is nobody to ask.
$(BUILD)/verifier/reader/pages.o: \
    ALL_CPPFLAGS += $(shell pkg-config --cflags poppler-glib cairo 2>/dev/null)
$(BUILD)/verifier/issuer/draw.o: \
    ALL_CPPFLAGS += $(shell pkg-config --cflags pangocairo 2>/dev/null)
# A room knows what it has to do without; what was built with it is not kept.
$(BUILD)/without: always
	@mkdir -p $(@D)
	@echo '$(WITHOUT)' | cmp -s - $@ || echo '$(WITHOUT)' > $@
$(call objects,$(call sources,reader)): $(BUILD)/without
$(BUILD)/verifier/reader/%.o: \
    ALL_CPPFLAGS += $(foreach k,$(WITHOUT),-DOBV_WITHOUT_$(shell echo $k | tr a-z A-Z))

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,compile)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<
$(LIBRARY): $(call objects,verifier/obv.c $(call sources,$(FLOORS))) \
    $(BUILD)/contexts.o $(BUILD)/dictionary.o
$(foreach room,$(ROOMS),$(eval \
    $(BUILD)/$(room).a: $(call objects,$(call sources,$(room)))))
$(SHARED): $(call objects,$(wildcard tests/*.c))
$(LIBRARY) $(ROOM_LIB) $(SHARED):
	@mkdir -p $(@D)
	@rm -f $@
	$(call say,archive)
	$(Q)$(AR) rcs $@ $^

# Contexts: term tables -> constants, by a program that runs where we compile
# (HOSTCC, and no sanitizers), whatever the rest is compiled for.
HOSTCC       ?= $(CC)
TERMS        := $(wildcard verifier/canon/contexts/*.terms)
COMPILER     := $(wildcard verifier/compiler/*.c) \
                $(addprefix verifier/base/,arena.c buffer.c slice.c)
$(BUILD)/context-compiler: $(COMPILER) verifier/compiler/compiler.h \
    verifier/base/base.h verifier/canon/terms.h
	@mkdir -p $(@D)
	$(call say,host)
	$(Q)$(HOSTCC) -std=c11 -Wall -Wextra -O1 -Iverifier -o $@ $(COMPILER)
$(BUILD)/contexts.c: $(BUILD)/context-compiler $(TERMS) verifier/canon/contexts
	$(call say,contexts)
	$(Q)$(BUILD)/context-compiler $@ $(TERMS)
$(BUILD)/contexts.o: $(BUILD)/contexts.c
	$(call say,compile)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# The general dictionary of codes on paper: a line of text, a string.
$(BUILD)/dictionary.c: verifier/paper/dictionary.txt
	@mkdir -p $(@D)
	$(call say,text)
	$(Q){ echo '#include <stddef.h>'; \
	  echo 'extern const char *const obv_ob1_lines[];'; \
	  echo 'extern const size_t obv_ob1_line_count;'; \
	  echo 'const char *const obv_ob1_lines[] = {'; \
	  sed 's/[\\"]/\\&/g; s/.*/"&",/' $<; echo '};'; \
	  echo 'const size_t obv_ob1_line_count ='; \
	  echo '    sizeof(obv_ob1_lines) / sizeof(*obv_ob1_lines);'; } > $@
$(BUILD)/dictionary.o: $(BUILD)/dictionary.c
	$(call say,compile)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

# Another root is another program: what was built for one is not kept.
ifneq ($(ROOT),$(shell printf '%s\n' '$(ROOT)' | grep -Ex '[0-9a-f]{16,64}'))
$(error ROOT is 16 to 64 lower-case hex digits, as the SHA-256 of root.1.json starts)
endif
$(BUILD)/root-id: always
	@mkdir -p $(@D)
	@echo '$(ROOT)' | cmp -s - $@ || echo '$(ROOT)' > $@
$(BUILD)/verifier/trust/built_in.o: $(BUILD)/root-id
$(BUILD)/verifier/trust/built_in.o: \
    ALL_CPPFLAGS += $(if $(ROOT),-DOBV_ROOT='"$(ROOT)"')

# Each main() comes out of the archive of its room, where nothing else has one.
$(BUILD)/badge-verifier: $(BUILD)/front.a $(BUILD)/cell.a $(LIBRARY)
$(BUILD)/badge-reader: $(BUILD)/reader.a $(BUILD)/cell.a $(LIBRARY)
$(BUILD)/badge-issuer: $(BUILD)/issuer.a $(BUILD)/cell.a $(LIBRARY)
$(UNITS): LIBS += -lcmocka
$(UNITS) $(SUITES) $(BENCHES) $(HANDS): %: %.o $(SHARED) $(ROOM_LIB) $(LIBRARY)
$(FUZZERS): %: %.o $(FUZZ_MAIN) $(SHARED) $(ROOM_LIB) $(LIBRARY)
$(FUZZERS): ALL_LDFLAGS += $(FUZZ_LDFLAGS)
$(ARTISTS): LIBS := -lpng -ljpeg -lz -lcrypto -lm
$(ARTISTS): %: %.o
$(PROGRAMS) $(UNITS) $(SUITES) $(BENCHES) $(FUZZERS) $(ARTISTS) $(HANDS):
	$(call say,link)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/locale/%/LC_MESSAGES/badge-verifier.mo: verifier/front/po/%.po
	@mkdir -p $(@D)
	$(call say,translate)
	$(Q)msgfmt --check -o $@ $<

# After a change of sentences: what is new stands empty in each .po, what is
# gone at its end.  A new language: a line in LINGUAS, a row in front/words.c.
po:
	@mkdir -p $(BUILD)
	xgettext --language=C --keyword=X:2 --from-code=UTF-8 \
	  --add-comments=translators: --add-location=file \
	  --package-name=badge-verifier --output=$(BUILD)/badge-verifier.pot \
	  --files-from=verifier/front/po/POTFILES
	for l in $(LANGUAGES); do \
	  msgmerge --quiet --update --backup=none --no-fuzzy-matching \
	    verifier/front/po/$$l.po $(BUILD)/badge-verifier.pot || exit 1; done

# ---- Running: first what is missing, then the work in a second make ----------

demo:
	@tests/setup build
	@$(MAKE) --no-print-directory all
	@tests/demo.sh $(BUILD) $(REPORT_LANG)
test:
	@tests/setup build test
	@$(MAKE) --no-print-directory tests
	@tests/run.sh $(BUILD)
conformance: $(SUITES)
	@tests/run.sh $(BUILD) suites
check-san:
	@LSAN_OPTIONS=print_suppressions=0:suppressions=$(CURDIR)/tests/lsan.supp \
	  $(MAKE) --no-print-directory test BUILD=$(BUILD)/san \
	  CPPFLAGS=-U_FORTIFY_SOURCE \
	  CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all"
# What a fuzzer finds goes to build/fuzz/corpus; a bug gets its sample in
# tests/fuzz/corpus by hand.
fuzz:
	@$(MAKE) --no-print-directory fuzzers BUILD=$(BUILD)/fuzz CC=clang \
	  FUZZ_MAIN= FUZZ_LDFLAGS=-fsanitize=fuzzer CPPFLAGS=-U_FORTIFY_SOURCE \
	  CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined"
	tests/fuzz.sh $(BUILD)/fuzz $(FUZZ_SECONDS)
bench-paper: benches
	@sh tests/bench/paper.sh $(BUILD)
bench-qr: benches
	@sh tests/bench/qr.sh $(BUILD)
bench: benches
	@tests/bench/bench.sh $(BUILD)
lint: all
	tests/lint.sh $(BUILD)

# ---- Installing --------------------------------------------------------------

TO      := $(DESTDIR)$(PREFIX)
VERSION := $(shell sed -n 's/^.define OBV_VERSION "\(.*\)"/\1/p' verifier/obv.h)
install: all
	install -d $(TO)/bin $(TO)/libexec/badge-verifier $(TO)/lib/pkgconfig \
	  $(TO)/include $(TO)/share/man/man1 $(TO)/share/man/man3 \
	  $(TO)/share/badge-verifier/keys
	install -m 755 $(BUILD)/badge-verifier $(BUILD)/badge-issuer $(TO)/bin
	install -m 755 $(BUILD)/badge-reader $(TO)/libexec/badge-verifier
	install -m 644 $(LIBRARY) $(TO)/lib
	install -m 644 verifier/obv.h $(TO)/include
	sed 's|@PREFIX@|$(PREFIX)|; s|@LIBS@|$(LIB_LIBS)|; s|@VERSION@|$(VERSION)|' verifier/obv.pc.in \
	  > $(TO)/lib/pkgconfig/obv.pc
	install -m 644 $(wildcard verifier/*.1) $(TO)/share/man/man1
	install -m 644 $(wildcard verifier/*.3) $(TO)/share/man/man3
	install -m 644 $(wildcard keys/*.*) $(TO)/share/badge-verifier/keys
	for l in $(LANGUAGES); do \
	  install -D -m 644 $(BUILD)/locale/$$l/LC_MESSAGES/badge-verifier.mo \
	    $(TO)/share/locale/$$l/LC_MESSAGES/badge-verifier.mo || exit 1; done
clean:
	rm -rf build
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
