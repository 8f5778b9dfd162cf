# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# What `make install` puts where, and that another program can use it.
. tests/cli/lib.sh

run make --no-print-directory install BUILD="$BUILD" DESTDIR="$T/root" \
    PREFIX=/opt/obv
expect_exit 0 "everything is installed under DESTDIR"
installed=$T/root/opt/obv
for file in bin/badge-verifier libexec/badge-verifier/badge-reader bin/badge-issuer lib/libobv.a \
    include/obv.h lib/pkgconfig/obv.pc share/man/man1/badge-verifier.1 \
    share/locale/fr/LC_MESSAGES/badge-verifier.mo \
    share/badge-verifier/keys/trust-list.json; do
    expect "$file is installed" test -s "$installed/$file"
done
# Where they stand now, the programs find each other, the keys and the words.
set -- sample-badges/*.pdf
pdf=$1
if [ -e "$pdf" ]; then
    run env -i "$installed/bin/badge-verifier" check --lang fr "$pdf"
    expect "installed, it opens a PDF against its own keys" \
        test "$status" -ne 3
fi
# Nobody needs a secret key, not even one that is no secret.
expect "no secret key is installed" \
    sh -c "! grep -rlE '^badge-issuer secret key|PRIVATE KEY' '$installed/share'"

if nm "$BUILD/libobv.a" 2>/dev/null | grep -q __asan; then
    skip "another program embeds the library" "built under a sanitizer"
    finish
fi

cat >"$T/embed.c" <<'C'
#include <obv.h>
#include <stdio.h>

int
main(void)
{
    obv_verifier *v = obv_new();
    static obv_found found;
    const char text[] = "no badge at all";
    obv_status status = obv_read(v, text, sizeof(text) - 1, &found);
    printf("%s %s\n", obv_status_name(status), obv_built_in_root());
    obv_free(v);
    return 0;
}
C
if ! command -v pkg-config >/dev/null; then
    skip "another program embeds the library" "no pkg-config here"
    finish
fi
export PKG_CONFIG_PATH="$installed/lib/pkgconfig"
# shellcheck disable=SC2046 # options, one a word
run "${CC:-cc}" -std=c11 -Wall -Wextra -Wpedantic -Werror -o "$T/embed" "$T/embed.c" \
    $(pkg-config --define-variable=prefix="$installed" --cflags --libs obv)
expect_exit 0 "another program is built against the library with pkg-config"
run "$T/embed"
expect_exit 0 "and it runs"
out_has "ok " "and the library answers it"
finish
