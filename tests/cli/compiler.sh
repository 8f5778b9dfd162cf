#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The compiler of contexts: what it refuses, where, and what to do about it.
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

COMPILER=$BUILD/context-compiler

# refused LINE WORDS: the notation on standard input is, there and so.
refused() {
    cat >"$T/bad.terms"
    run "$COMPILER" "$T/out.c" "$T/bad.terms"
    if [ "$status" -eq 1 ] && [ ! -e "$T/out.c" ] &&
        grep -qF "$T/bad.terms:$1: $2" "$T/err"; then
        ok "refused: $2"
    else
        not_ok "refused: $2"
    fi
}

# ---- The file ----------------------------------------------------------------

refused 2 "out of place: 'contxt': begin with let, block or context" <<'END'
# a comment is no line of its own
contxt https://a.example/ { x = <x:y> }
END
refused 1 "a name is missing: 'end of line': name the block or context" <<'END'
context
END
refused 1 "no address: 'a.example': write it out" <<'END'
context a.example { x = <x:y> }
END
refused 1 "out of place: '=': open it with {" <<'END'
context https://a.example/ = x
END
refused 1 "open: '{': close it with }" <<'END'
context https://a.example/ {
    x = <x:y>
END
refused 3 "out of place: '}': begin with let, block or context" <<'END'
context https://a.example/ {
    x = <x:y> }
}
END
refused 3 "a second context of: 'https://a.example/': number their meanings" <<'END'
context https://a.example/ { x = <x:y> }

context https://a.example/ { x = <x:z> }
END
refused 2 "a second context of: 'https://a.example/': number their meanings" <<'END'
context https://a.example/ { x = <x:y> }
context https://b.example/ {
    also https://a.example/
    x = <x:z>
}
END
refused 2 "its meanings do not run from 0: 'https://a.example/'" <<'END'
context https://a.example/ { x = <x:y> }
context https://a.example/ meaning 2 { x = <x:z> }
END
refused 1 "its meanings do not run from 0: 'https://a.example/'" <<'END'
context https://a.example/ meaning 1 { x = <x:z> }
END
refused 2 "a term that meaning 0 lacks: 'y': number the meanings the other way" <<'END'
context https://a.example/ { x = <x:y> }
context https://a.example/ meaning 1 {
    x = <x:y>
    y = <x:z>
}
END
refused 2 "meanings that differ in more than terms: 'https://a.example/'" <<'END'
context https://a.example/ { x = <x:y> }
context https://a.example/ meaning 1 {
    protected
    x = <x:y>
}
END
refused 1 "no digit: 'two': number meanings from 0" <<'END'
context https://a.example/ meaning two { x = <x:y> }
END

# ---- Lets and blocks ---------------------------------------------------------

refused 2 "a second let: 's': drop one of them" <<'END'
let s = https://s.example/#
let s = https://t.example/#
context https://a.example/ { x = s: }
END
refused 1 "a let that nothing uses: 's': drop it" <<'END'
let s = https://s.example/#
context https://a.example/ { x = <x:y> }
END
refused 2 "a second block: 'b'" <<'END'
block b { x = <x:y> }
block b { x = <x:z> }
context https://a.example/ { +b }
END
refused 1 "a block that nothing uses: 'b': drop it" <<'END'
block b { x = <x:y> }
context https://a.example/ { x = <x:y> }
END
refused 2 "no block: 'b': name a block of these files" <<'END'
context https://a.example/ {
    +b
}
END
refused 1 "holds itself, or too many others: 'b'" <<'END'
block b { +b }
context https://a.example/ { +b }
END
refused 3 "only of a whole context: 'https://c.example/'" <<'END'
block b {
    x = <x:y>
    also https://c.example/
}
context https://a.example/ { +b }
END

# ---- Lines -------------------------------------------------------------------

refused 2 "a term without a meaning: 'x': go on with =, -> or <-" <<'END'
context https://a.example/ {
    x
}
END
refused 2 "a name is missing: '}'" <<'END'
context https://a.example/ {
    x, }
END
refused 2 "an IRI is missing: '}': say what the term means" <<'END'
context https://a.example/ {
    x = }
END
refused 2 "too much on one line: 'y': begin a new line" <<'END'
context https://a.example/ {
    x = <x:y> y = <y:y>
}
END
refused 3 "a second meaning of: 'x': drop one of them" <<'END'
context https://a.example/ {
    x = <x:y>
    x = <x:y>
}
END
refused 2 "a second meaning of: 'x': drop one of them" <<'END'
block b { x = <x:y> }
block c { x = <x:z> }
context https://a.example/ {
    +b
    +c
}
END
refused 2 "a keyword is no term: '@id': name a term" <<'END'
context https://a.example/ {
    @id = <x:y>
}
END
refused 2 "no keyword: '@ident'" <<'END'
context https://a.example/ {
    id = @ident
}
END
refused 2 "no IRI: 'name'" <<'END'
context https://a.example/ {
    x = name
}
END
refused 2 "no let of this file: 's': add it, write the IRI out, or put it in <>" <<'END'
context https://a.example/ {
    x = s:y
}
END
refused 2 "no let of this file: 's': say what the prefix stands for" <<'END'
context https://a.example/ {
    prefix s
}
END
refused 2 "no prefix: 'https://s.example'" <<'END'
context https://a.example/ {
    prefix s = https://s.example
}
END
refused 2 "no container: 'sets': say set, list or graph" <<'END'
context https://a.example/ {
    x = <x:y> as sets
}
END
refused 2 "a link has no other type: 'x': use = for it" <<'END'
context https://a.example/ {
    x -> <x:y> of <x:t>
}
END
refused 2 "no loan: 'xsd'" <<'END'
context https://a.example/ {
    x = ~xsd
}
END
refused 2 "borrowed, and defined here as well: 'xsd'" <<'END'
context https://a.example/ {
    prefix xsd = http://x.example/#
    x = <x:y> of ~xsd:string
}
END
refused 2 "only of a whole context" <<'END'
context https://a.example/ {
    x = <x:y> { after https://b.example/ }
}
END
refused 2 "no context: 'https://b.example/'" <<'END'
context https://a.example/ {
    after https://b.example/
    x = <x:y>
}
END
refused 2 "more than: 'null': leave it alone" <<'END'
context https://a.example/ {
    x = <x:y> { null
        y = <y:y>
    }
}
END
refused 3 "too many scopes within scopes" <<'END'
context https://a.example/ {
    a = <a:a> { a = <a:a> { a = <a:a> { a = <a:a> {
    a = <a:a> { a = <a:a> { a = <a:a> { a = <a:a> { } } } } } } } }
}
END

# ---- Vocabularies that name whatever is unnamed ------------------------------

vocab="any member can become this by a catch-all vocabulary"
refused 2 "$vocab: 'https://v.example/#y'" <<'END'
context https://a.example/ {
    x = https://v.example/#y
}
context https://b.example/ { vocab https://v.example/# }
END
refused 2 "$vocab: 'https://v.example/#t'" <<'END'
context https://a.example/ {
    x = <x:y> { y = <x:y> of https://v.example/#t }
}
context https://b.example/ { vocab https://v.example/# }
END
refused 2 "a catch-all vocabulary beside terms: 'https://v.example/#'" <<'END'
context https://a.example/ {
    vocab https://v.example/#
    x = <x:y>
}
END

# ---- What it makes -----------------------------------------------------------

cat >"$T/good.terms" <<'END'
let s = https://s.example/#
block b {
    protected
    x, y = s:
}
context https://a.example/ { # and a comment
    also https://c.example/
    +b
    y -> s:other as set
    id = @
    odd = <x:"y\z> of ~xsd:string as list
    back <- s: {
        null
    }
    prefix s
}
context https://b.example/ {
    after https://a.example/
    z = s:
}
END
expect "each part of the notation compiles" \
    "$COMPILER" "$T/out.c" "$T/good.terms"
has "$T/out.c" '.iri = S("https://s.example/#x"), .guarded = true}' \
    "a name is put behind what is short for its IRI"
has "$T/out.c" \
    '.iri = S("https://s.example/#other"), .type = S("@id"), .container = 2' \
    "a line of the context counts more than one of its block"
has "$T/out.c" '.iri = S("x:\"y\\z"), .type = S("xsd:string")' \
    "what is borrowed from nobody stays as it is written"
has "$T/out.c" '.type_written = S("xsd:string")' "and is known to be borrowed"
has "$T/out.c" '.reverse = true' "a term can be said the other way round"
has "$T/out.c" '[] = {NULL};' "a scope can forget"
has "$T/out.c" \
    '.address = S("https://b.example/"), .meaning = 0, .meanings = 1, .count = 2' \
    "a context stands on the one that it comes after"
has "$T/out.c" '.address = S("https://c.example/")' \
    "an alias is a context as well"
mv "$T/out.c" "$T/first.c"
run "$COMPILER" "$T/out.c" "$T/good.terms"
same "$T/out.c" "$T/first.c" "the same tables make the same text"

run "$COMPILER"
expect_exit 1 "without files there is nothing to do"
run "$COMPILER" "$T/out.c" "$T/none.terms"
expect_exit 1 "a file that is not there is trouble"
err_has "$T/none.terms" "and is named"
run "$COMPILER" "$T/no/out.c" "$T/good.terms"
expect_exit 1 "a file that cannot be written is trouble"
err_has "cannot write" "and is named, too"
finish
