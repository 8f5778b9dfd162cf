#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The script makes the demonstration and all samples again, to the byte.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

run env BUILD="$BUILD" tests/samples/make.sh "$T/again"
expect_exit 0 "the samples are made again"
expect "no sample more or less" \
    test "$(ls "$T/again/sample-badges")" = "$(ls sample-badges)"
for file in sample-badges/*; do
    same "$file" "$T/again/$file" "$file is the same"
done
for file in keys/*.json keys/*.minisig; do
    same "$file" "$T/again/$file" "$file is the same"
done
for file in "$T/again/keys"/*; do
    expect "keys has a ${file##*/}" test -f "keys/${file##*/}"
done
run env BUILD="$BUILD" tests/samples/make.sh "$T/again"
expect_exit 0 "and over themselves"

# A kept signature never covers what has changed since.
mkdir "$T/copy"
cp -r keys tests "$T/copy"
cp -r "$BUILD" "$T/copy/build"
sed -i 's/Tri et valorisation/Tri et vente/' "$T/copy/tests/samples/source/tri.json"
run env BUILD=build "$T/copy/tests/samples/make.sh" "$T/changed"
expect_exit 1 "a random signature of another content is not used"
err_has "the content of tri has changed" "and the message says which"

finish
