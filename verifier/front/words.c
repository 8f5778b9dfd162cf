/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of the program in the language of its user, through gettext.
 *
 * A new Debian has no locale but C, C.UTF-8 and POSIX.  Then LANG=fr_FR.UTF-8
 * names one that is not there, and gettext would answer in English: we take
 * C.UTF-8, which is always there, and tell gettext the language by LANGUAGE.
 * Only LC_CTYPE and LC_MESSAGES are set: a French LC_NUMERIC would move the
 * point in numbers.
 */
#include "front/front.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define DOMAIN "badge-verifier"

static const char *const english[OBV_MESSAGE_COUNT] = {
#define X(id, text) text,
    OBV_MESSAGES(X)
#undef X
};

const char *const *
obv_messages_english(void)
{
    return english;
}

/* English, and the languages that front/po/LINGUAS names. */
static const char *const languages[] = {"en", "fr"};

const char *
obv_words_languages(void)
{
    return "en, fr";
}

/* Catalogues stand beside the program (where it was built), or in share/ beside
   its bin/. */
static void
find_catalogues(const char *home)
{
    static const char *const places[] = {"locale", "../share/locale"};
    char folder[4200];
    for (size_t i = 0; i < COUNT(places); i++) {
        snprintf(folder, sizeof(folder), "%s/%s", home, places[i]);
        if (access(folder, R_OK | X_OK) == 0) {
            bindtextdomain(DOMAIN, folder);
            break;
        }
    }
    bind_textdomain_codeset(DOMAIN, "UTF-8");
}

static void
fill(obv_words *words, bool translate)
{
    const obv_sentences *own = obv_english();
    for (size_t i = 0; i < OBV_SENTENCE_COUNT; i++) {
        words->sentences[i] =
            translate ? dgettext(DOMAIN, own->text[i]) : own->text[i];
    }
    for (size_t i = 0; i < OBV_MESSAGE_COUNT; i++) {
        words->messages[i] =
            translate ? dgettext(DOMAIN, english[i]) : english[i];
    }
    words->report = (obv_sentences){words->sentences[OBV_SAY_LANGUAGE],
                                    words->sentences, OBV_SENTENCE_COUNT};
}

static bool
is_c(const char *locale)
{
    return strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
}

/* What the user asked for, in the order of gettext. */
static const char *
asked_for(void)
{
    static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES",
                                        "LANG"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0') {
            return value;
        }
    }
    return "";
}

static void
speak(const char *language)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    setenv("LANGUAGE", language, 1);
    /* A catalogue that was looked up before is forgotten by this. */
    setlocale(LC_MESSAGES, "C.UTF-8");
}

void
obv_words_start(obv_words *words, const char *home)
{
    find_catalogues(home);
    setlocale(LC_CTYPE, "");
    const char *locale = setlocale(LC_MESSAGES, "");
    if (locale == NULL) {
        speak(asked_for());
    }
    /* Whoever says LC_ALL=C wants what the code says. */
    fill(words, locale == NULL || !is_c(locale));
}

bool
obv_words_knows(const char *lang)
{
    for (size_t i = 0; i < COUNT(languages); i++) {
        if (strcmp(languages[i], lang) == 0) {
            return true;
        }
    }
    return false;
}

bool
obv_words_choose(obv_words *words, const char *home, const char *lang)
{
    if (!obv_words_knows(lang)) {
        return false;
    }
    find_catalogues(home);
    speak(lang);
    fill(words, strcmp(lang, languages[0]) != 0);
    return strcmp(words->report.language, lang) == 0;
}
