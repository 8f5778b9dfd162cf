/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report/sentences.h - every sentence of a report, in English.
 *
 * One row a sentence: X(identifier, English).  Nothing that a person reads in
 * a report stands anywhere else.  A caller hands its own language over as an
 * obv_sentences, in this order (front/words.c does it through gettext, from
 * front/po/).  No two rows may have the same English: a translator has to be
 * able to tell them apart.
 *
 * A {word} in braces is filled in by the program: keep it as it is, put it
 * where your language wants it.  Texts from a badge come in cleaned and cut.
 */
#ifndef OBV_SENTENCES_H
#define OBV_SENTENCES_H

/* clang-format off */
#define OBV_SENTENCES(X)                                                       \
    /* translators: the code of your language, such as fr */                   \
    X(LANGUAGE, "en")                                                          \
                                                                               \
    /* translators: between thousands; in French a narrow no-break space */    \
    X(THOUSANDS, ",")                                                          \
                                                                               \
    /* ---- Dates and lengths of time ---- */                                  \
    X(DATE, "{day} {month} {year}")                                            \
    /* translators: the first day of a month; in French “1er mars 2026” */     \
    X(DATE_FIRST, "1 {month} {year}")                                          \
    X(MOMENT, "{date}, {time} UTC")                                            \
    X(DATE_NOT_GIVEN, "(date not given)")                                      \
    X(MONTH_1, "January")                                                      \
    X(MONTH_2, "February")                                                     \
    X(MONTH_3, "March")                                                        \
    X(MONTH_4, "April")                                                        \
    X(MONTH_5, "May")                                                          \
    X(MONTH_6, "June")                                                         \
    X(MONTH_7, "July")                                                         \
    X(MONTH_8, "August")                                                       \
    X(MONTH_9, "September")                                                    \
    X(MONTH_10, "October")                                                     \
    X(MONTH_11, "November")                                                    \
    X(MONTH_12, "December")                                                    \
    X(YEARS_ONE, "1 year")                                                     \
    X(YEARS, "{n} years")                                                      \
    X(MONTHS_ONE, "1 month")                                                   \
    X(MONTHS, "{n} months")                                                    \
    X(WEEKS_ONE, "1 week")                                                     \
    X(WEEKS, "{n} weeks")                                                      \
    X(DAYS_ONE, "1 day")                                                       \
    X(DAYS, "{n} days")                                                        \
    X(HOURS_ONE, "1 hour")                                                     \
    X(HOURS, "{n} hours")                                                      \
    X(LENGTH_AND, "{a} and {b}")                                               \
                                                                               \
    /* ---- The word, beside its shape ---- */                                 \
    X(WORD_RECOGNISED, "Recognised")                                           \
    X(WORD_NO_BADGE, "No badge")                                               \
    X(WORD_MALFORMED, "Malformed badge")                                       \
    X(WORD_ALTERED, "Changed or damaged")                                      \
    X(WORD_WRONG_KEY, "Signature not recognised")                              \
    X(WORD_UNKNOWN_ISSUER, "Issuer not on the list")                           \
    X(WORD_TO_CONFIRM, "To be confirmed")                                      \
    X(WORD_WITHDRAWN, "Withdrawn")                                             \
    X(WORD_SUSPENDED, "Suspended")                                             \
    X(WORD_NOT_ENTITLED, "Badge not provided for")                             \
    X(WORD_OTHER_PERSON, "Person to clarify")                                  \
    X(WORD_EXPIRED, "Expired")                                                 \
    X(WORD_NOT_YET_VALID, "Not valid yet")                                     \
    X(WORD_UNDECIDED, "Cannot be checked here")                                \
    X(TEST, "TEST - demonstration badge, no value")                            \
    X(TEST_LIST, "TEST - demonstration list, no value")                        \
                                                                               \
    /* ---- The one sentence ---- */                                           \
    X(RECOGNISED, "Genuine badge. {issuer} awarded it on {awarded}. This "     \
        "organisation is on the list “{list}”, kept by {keeper}.")             \
    X(STALE, "Recognised by the list of {issued}. It needs updating.")         \
    X(STATUS_UNKNOWN, "Genuine badge, awarded by {issuer} on {awarded}. We "   \
        "cannot know here whether it has been withdrawn since.")               \
    X(WITHHELD, "Genuine badge, awarded by {issuer} on {awarded}. This copy "  \
        "shows only a part of it: we cannot know here whether it is still "    \
        "valid.")                                                              \
    X(TO_CONFIRM, "To be confirmed with {issuer}: security incident reported " \
        "on {incident}. Not the holder’s doing.")                              \
    X(ALTERED, "The content does not match {issuer}’s signature. The file may " \
        "be damaged or changed. Do not use this copy. Ask for the original "   \
        "file. We do not know what happened.")                                 \
    X(WRONG_KEY, "This badge bears {issuer}’s name, but no signature we know " \
        "as theirs. Contact {issuer}: {telephone}.")                           \
    X(WRONG_KEY_BARE, "This badge bears {issuer}’s name, but no signature we " \
        "know as theirs. Contact {issuer}.")                                   \
    X(NOT_ENTITLED, "The signature is {issuer}’s. The list does not include "  \
        "this badge for them. Ask {keeper}.")                                  \
    X(WITHDRAWN, "{issuer} withdrew this badge (as known on {known}). It may " \
        "be a simple correction. Draw no conclusion. With the person’s "       \
        "agreement, contact {issuer}.")                                        \
    X(SUSPENDED, "{issuer} suspended this badge (as known on {known}). This "  \
        "may be temporary.")                                                   \
    X(EXPIRED, "Genuine badge, awarded on {awarded}. It was valid until "      \
        "{until}. A newer one may exist.")                                     \
    X(EXPIRED_BARE, "This badge was valid until {until}. We could not check "  \
        "everything else here.")                                               \
    X(EXPIRED_PROOF, "Genuine badge, awarded on {awarded}. Its signature was " \
        "meant to be used until {until}. A newer copy may exist.")             \
    X(NOT_YET_VALID, "Genuine badge. Valid from {from}.")                      \
    X(NOT_YET_VALID_BARE, "This badge is valid from {from}. We could not "     \
        "check everything else here.")                                         \
    X(NOT_YET_VALID_PROOF, "Genuine badge. Its signature bears a date that "   \
        "has not come: {from}.")                                               \
    X(UNKNOWN_ISSUER, "We cannot confirm who awarded this badge. The "         \
        "organisation named, “{name}”, is not on the list “{list}”. This is "  \
        "common: it does not hold every organisation.")                        \
    X(NAMESAKE, "We cannot confirm who awarded this badge. The name “{name}” " \
        "is on the list “{list}”, but the badge gives another internet "       \
        "address. It may be another organisation.")                            \
    X(UNKNOWN_ISSUER_BARE, "We cannot confirm who awarded this badge. It "     \
        "names no organisation that is on the list “{list}”.")                 \
    X(HOSTED, "This badge is checked online. Here, offline, we cannot. That "  \
        "is normal for this kind.")                                            \
    X(NO_BADGE, "We found no badge in this file.")                             \
    X(NO_BADGE_BECAUSE, "We found no badge in this file: {reason}.")           \
    X(NO_BADGE_PICTURE, "We found no badge in this file. It is often a "       \
        "screenshot or a messaging copy. Ask for the original file or the "    \
        "printed code.")                                                       \
    X(NOT_A_BADGE, "This file is signed, but it is not a badge.")              \
    X(MALFORMED, "This badge does not follow the rules of its standard: "      \
        "{reason}. Nothing in it can be confirmed. This says nothing about "   \
        "the person.")                                                         \
    X(MALFORMED_FILE, "We cannot read a badge in this file: {reason}. This "   \
        "says nothing about the person.")                                      \
    X(UNDECIDED, "We could not check this badge here: {reason}. This says "    \
        "nothing about the person.")                                           \
    X(UNDECIDED_FILE, "We could not look for a badge in all of this file: "    \
        "{reason}. This says nothing about the person.")                       \
    X(STATEMENT, "{signer} states that this badge exists. The badge itself "   \
        "bears no signature that we could confirm: this is not an award by "   \
        "{issuer}.")                                                           \
    /* translators: stands for a name that the badge does not give */          \
    X(NOBODY, "an unnamed organisation")                                       \
    X(AWARDED_TO, "Awarded to {holder}")                                       \
                                                                               \
    /* ---- The line about the person ---- */                                  \
    X(PERSON, "Person: {line}")                                                \
    X(PERSON_ASK, "What name is on the CV? No identity document needed.")      \
    X(PERSON_SAME, "Name compared: the same. Identity not verified.")          \
    X(PERSON_CLOSE, "The two names are close: {a} / {b}. Name compared. "      \
        "Identity not verified.")                                              \
    X(PERSON_EMAIL_SAME, "E-mail address compared: the same. Identity not "    \
        "verified.")                                                           \
    /* translators: where the sentence above has said that they differ */      \
    X(PERSON_NAME_COMPARED, "Name compared. Identity not verified.")           \
    X(PERSON_EMAIL_COMPARED, "E-mail address compared. Identity not "          \
        "verified.")                                                           \
    X(PERSON_NO_EMAIL, "This badge holds no e-mail address to compare with.")  \
    X(PERSON_NO_NAME_BARE, "This badge holds no name.")                        \
    X(PERSON_NO_NAME, "This badge holds no name. The person may type their "   \
        "e-mail themselves. We do not keep it.")                               \
    X(PERSON_NAMES_DIFFER, "The two names differ: {a} / {b}. It may be a "     \
        "married name or a typo. Ask the person.")                             \
    X(PERSON_NAME_OTHER, "The name given is not the one of this badge. It "    \
        "may be a married name or a typo. Ask the person.")                    \
    X(PERSON_EMAIL_OTHER, "The e-mail address given is not the one of this "   \
        "badge. A person may have several. Ask the person.")                   \
    X(PERSON_NOT_COMPARED, "Not compared: the badge itself is not confirmed.") \
                                                                               \
    /* ---- The sections ---- */                                               \
    X(SECTION_CHECKED, "What was checked")                                     \
    X(SECTION_GROUND, "What it was checked against")                           \
    X(SECTION_BADGE, "The badge")                                              \
    X(SECTION_CLAIMED, "According to the file, not verified")                  \
    X(SECTION_CRITERIA, "Criteria")                                            \
    X(SECTION_EVIDENCE, "Evidence")                                            \
    X(SECTION_RESULTS, "Results")                                              \
    X(SECTION_ENDORSEMENTS, "Endorsements")                                    \
    X(SECTION_ALIGNMENTS, "Links to frameworks")                               \
    X(SECTION_CODES, "Other codes")                                            \
    X(SECTION_NEXT, "What to do next")                                         \
    X(SECTION_TECHNICAL, "Technical details")                                  \
                                                                               \
    /* ---- Codes on paper that are no badges ---- */                          \
    X(CODE_TEXT, "A text: “{text}”")                                           \
    X(CODE_OB1, "A badge code")                                                \
    X(CODE_BADGE, "A badge")                                                   \
    X(CODE_LINK, "A link, not opened: {text}")                                 \
    X(CODE_EU_COVID, "An EU COVID certificate: this program does not check "   \
        "those")                                                               \
    X(CODE_SMART_HEALTH, "A SMART Health Card: this program does not check "   \
        "those")                                                               \
    X(CODE_DOC_2D, "A 2D-Doc seal of the French administration: this program " \
        "does not check those")                                                \
    X(CODE_VCARD, "A visiting card")                                           \
    X(CODE_WIFI, "The access to a Wi-Fi network")                              \
    X(CODE_CONTACT, "An address or a telephone number")                        \
    X(CODE_EVENT, "An entry for a calendar")                                   \
    X(CODE_PLACE, "A place on a map")                                          \
    X(CODE_PAYMENT, "A payment")                                               \
    X(CODE_SECRET, "A secret of somebody’s own; it is not shown")                 \
    X(CODE_DOCUMENT, "A signed document that is no badge: this program does "  \
        "not check those")                                                     \
    X(CODE_BINARY, "Data of another program")                                  \
    X(CODE_CLOSED, "A badge code that could not be opened: {reason}")          \
    X(CODE_PART, "Code {n} of {m} of a badge")                                 \
    X(CODE_CLOSED_PART, "Code {n} of {m} of a badge: {reason}")                \
    X(CODE_ON_PAGE, "Page {n}: {code}")                                        \
    X(UNREAD_ONE, "A code was seen that could not be read.")                   \
    X(UNREAD, "{n} codes were seen that could not be read.")                   \
    X(UNREAD_SMALL, "It is too small in the picture.")                         \
    X(UNREAD_BLURRED, "It is too blurred.")                                    \
    X(UNREAD_CUT_OFF, "Part of it is not in the picture.")                     \
    X(UNREAD_GLARE, "A reflection or a stain covers part of it.")              \
    X(UNREAD_DARK, "It is too dark or too pale.")                              \
    X(PAGES_READ, "Only {n} of {m} pages were looked at.")                     \
                                                                               \
    /* ---- Seven findings ---- */                                             \
    X(YES, "yes")                                                              \
    X(NO, "no")                                                                \
    X(UNCHECKED, "not checked")                                                \
    X(FINDING_READABLE, "The badge is complete and well made")                 \
    X(FINDING_INTACT, "The content is what was signed")                        \
    X(FINDING_ISSUER, "The signature is the issuer’s")                         \
    X(FINDING_ENTITLED, "The issuer may award this badge")                     \
    X(FINDING_IN_DATE, "The badge is within its dates")                        \
    X(FINDING_NOT_WITHDRAWN, "The badge still stands")                         \
    X(FINDING_PERSON, "The name or e-mail given is the one of the badge")      \
    /* translators: after a finding, the date of what we know */               \
    X(AS_OF, "{finding} (as known on {date})")                                 \
    X(CHECK_LINE, "{check}: {outcome}")                                        \
                                                                               \
    /* ---- Single checks ---- */                                              \
    X(CHECK_PRESENT, "There is a badge in the file")                           \
    X(CHECK_FORMAT, "The text of the badge can be read")                       \
    X(CHECK_CONTEXT, "The badge says which standard it follows")               \
    X(CHECK_TYPE, "The badge says what it is")                                 \
    X(CHECK_MEMBERS, "The entries are those of the standard; none is missing") \
    X(CHECK_SUBJECT, "The badge says to whom it was awarded")                  \
    X(CHECK_CRITERIA, "The badge has criteria")                                \
    X(CHECK_DATES, "The dates are written correctly")                          \
    X(CHECK_CLAIMS, "All parts of the badge agree")                            \
    X(CHECK_PROOF, "The badge is signed")                                      \
    X(CHECK_SIGNATURE, "The content matches the signature")                    \
    X(CHECK_LISTED, "The issuer is on the list")                               \
    X(CHECK_KEY, "The signature is known as the issuer’s")                     \
    X(CHECK_KEY_DATES, "The issuer used this signature at that time")          \
    X(CHECK_KEY_SAFE, "No incident puts this badge in doubt")                  \
    X(CHECK_LIST_USABLE, "The list is recent enough")                          \
    X(CHECK_MAY_AWARD, "The list provides for this badge")                     \
    X(CHECK_PUBLISHED, "The criteria are the published ones")                  \
    X(CHECK_STARTED, "The badge is already valid")                             \
    X(CHECK_NOT_ENDED, "The badge is still valid")                             \
    X(CHECK_NOT_LISTED, "By the list, the badge still stands")                 \
    X(CHECK_STATUS, "By the issuer’s own list, the badge still stands")        \
    X(CHECK_EMAIL, "The e-mail address is the same")                           \
    X(CHECK_NAME, "The name is the same")                                      \
                                                                               \
    /* ---- Reasons: end “We could not check this badge here: ...” ---- */     \
    X(REASON_NONE, "this was not looked at")                                   \
    X(REASON_EMPTY_FILE, "the file is empty")                                  \
    X(REASON_NO_BADGE, "there is no badge in the file")                        \
    X(REASON_NO_BADGE_PICTURE, "there is no badge in the picture")             \
    X(REASON_NOT_A_BADGE, "what it holds is not a badge")                      \
    X(REASON_UNKNOWN_FILE, "we do not read this kind of file")                 \
    X(REASON_DAMAGED_FILE, "the file is damaged or incomplete")                \
    X(REASON_TWO_BADGES, "the file holds two badges in one place")             \
    X(REASON_ENCRYPTED_FILE, "the file is protected by a password")            \
    X(REASON_NOT_UTF8, "some characters of the text are damaged")              \
    X(REASON_NOT_JSON, "the text cannot be read")                              \
    X(REASON_DUPLICATE_MEMBER, "one entry is there twice")                     \
    X(REASON_UNSIGNED_MEMBER, "it holds an entry that its signature does not " \
        "cover")                                                               \
    X(REASON_NOT_JWS, "the signed text is damaged or incomplete")              \
    X(REASON_BAD_HEADER, "the signature comes with instructions that are not " \
        "allowed")                                                             \
    X(REASON_FORBIDDEN_ALG, "the signature is of a kind that protects nothing") \
    X(REASON_WEAK_KEY, "the signature is too weak")                            \
    X(REASON_KEYS_DISAGREE, "the badge names two different signers")           \
    X(REASON_NO_KEY_NAMED, "the badge does not say whose signature it bears")  \
    X(REASON_BAD_LINKED_DATA, "it is not put together as its standard asks")   \
    X(REASON_BAD_CONTEXT, "the badge does not say correctly which standard "   \
        "it follows")                                                          \
    X(REASON_BAD_TYPE, "the badge does not say correctly what it is")          \
    X(REASON_MISSING_MEMBER, "a required entry is missing")                    \
    X(REASON_BAD_MEMBER, "an entry is not written as it should be")            \
    X(REASON_BAD_DATE, "a date is badly written or has no time zone")          \
    X(REASON_CLAIMS_DISAGREE, "two parts of the badge contradict each other")  \
    X(REASON_NOT_SIGNED, "nobody has signed it")                               \
    X(REASON_REDEFINED_TERM, "it gives a word of its standard another "        \
        "meaning")                                                             \
    X(REASON_OTHER_PURPOSE, "its signature was made for another purpose")      \
    X(REASON_OTHER_AUDIENCE, "its signature was made to be shown to somebody " \
        "in particular")                                                       \
    X(REASON_ODD_SIGNATURE, "its signature is not written as it should be")    \
    X(REASON_DATES_CROSSED, "it ends before it begins")                        \
    X(REASON_BAD_RESULT, "a result refers to nothing")                         \
    X(REASON_OTHER_SUBJECT, "it endorses something else than this badge")      \
    X(REASON_BAD_SIGNATURE, "the content does not match the signature")        \
    X(REASON_HOSTED, "this badge is checked online")                           \
    X(REASON_UNKNOWN_SUITE, "this program does not know this kind of "         \
        "signature")                                                           \
    X(REASON_NO_KEY, "the list holds nothing to check this signature with")    \
    X(REASON_STATEMENT, "only the document around it is signed")               \
    X(REASON_UNKNOWN_CONTEXT, "it uses terms whose meaning this program does " \
        "not know")                                                            \
    X(REASON_TOO_COMPLEX, "checking it would take too long")                   \
    X(REASON_CHAIN_BROKEN, "it relies on an earlier signature that we could "  \
        "not confirm")                                                         \
    X(REASON_NAMESAKE, "the issuer bears a name of the list, but not its "     \
        "internet address")                                                    \
    X(REASON_NOT_ON_LIST, "the issuer is not on the list")                     \
    X(REASON_NOT_ITS_KEY, "the list does not know this signature as theirs")   \
    X(REASON_WRONG_KEY_KIND, "this issuer signs in another way")               \
    X(REASON_KEY_NOT_IN_DATES, "it was not signed at a time when the issuer "  \
        "used this signature")                                                 \
    X(REASON_KEY_COMPROMISED, "a security incident was reported")              \
    X(REASON_KEY_VOUCHED, "a security incident was reported, and the list "    \
        "confirms this badge")                                                 \
    X(REASON_LIST_STALE, "the list is too old")                                \
    X(REASON_CLASS_NOT_KNOWN, "the badge gives a part of its content only as " \
        "an internet address")                                                 \
    X(REASON_LIST_TO_REFRESH, "the list should be updated soon")               \
    X(REASON_NO_DATE, "it does not say when it was signed")                    \
    X(REASON_NOT_ENTITLED, "the list does not include this badge for this "    \
        "issuer")                                                              \
    X(REASON_CRITERIA_DIFFER, "they differ from the published version")        \
    X(REASON_NOT_IN_CATALOGUE, "the list holds no published version")          \
    X(REASON_NOT_YET_VALID, "its first day has not come")                      \
    X(REASON_EXPIRED, "its last day is past")                                  \
    X(REASON_CLOCK, "the clock of this computer cannot be right")              \
    X(REASON_PROOF_EXPIRED, "its signature was meant for a limited time, "     \
        "which is over")                                                       \
    X(REASON_PROOF_TOO_EARLY, "its signature bears a date that has not come")  \
    X(REASON_WITHHELD, "this copy shows only a part of the badge")             \
    X(REASON_WITHDRAWN, "it was withdrawn")                                    \
    X(REASON_SUSPENDED, "it was suspended")                                    \
    X(REASON_STATUS_NOT_CHECKED, "the issuer’s own list of withdrawals was "   \
        "not read")                                                            \
    X(REASON_STATUS_MISSING, "the issuer’s own list of withdrawals is not on " \
        "this computer")                                                       \
    X(REASON_STATUS_STALE, "the issuer’s own list of withdrawals is too old")  \
    X(REASON_STATUS_UNREADABLE, "the issuer’s own list of withdrawals cannot " \
        "be read")                                                             \
    X(REASON_STATUS_NOT_SIGNED, "the list of withdrawals is not signed by "    \
        "those who may keep it")                                               \
    X(REASON_STATUS_INDEX, "the place that the badge gives is not in the "     \
        "list of withdrawals")                                                 \
    X(REASON_STATUS_SHORT, "by a list of withdrawals that is shorter than "    \
        "its standard asks")                                                   \
    X(REASON_STATUS_KIND, "this program does not know this kind of list of "   \
        "withdrawals")                                                         \
    X(REASON_STATUS_PURPOSE, "the issuer’s own list is about something else "  \
        "than the badge says")                                                 \
    X(REASON_STATUS_TOO_EARLY, "the first day of the issuer’s own list of "    \
        "withdrawals has not come")                                            \
    X(REASON_OTHER_PERSON, "the badge bears another one")                      \
    X(REASON_NOT_COMPARED, "nobody has compared it")                           \
    X(REASON_NO_NAME, "the badge holds no name")                               \
    X(REASON_NO_EMAIL, "the badge holds no e-mail address")                    \
    X(REASON_CLOSE_NAME, "close, not identical")                               \
    X(REASON_LIMIT, "it is too large or too complicated")                      \
    X(REASON_CELL_DIED, "reading it failed or took too long")                  \
    X(REASON_NOT_PROVEN, "no confirmed signature stands behind it")            \
    X(REASON_CODE_DAMAGED, "the code was not read without a fault")            \
    X(REASON_CODE_MALFORMED, "the code is not put together as it should be")   \
    X(REASON_CODE_NEWER, "the code is of a kind that this program does not "   \
        "know yet")                                                            \
    X(REASON_NO_CATALOGUE, "the list does not hold the part of this badge "    \
        "that was not printed")                                                \
    X(REASON_PART_MISSING, "the badge was printed as several codes, and they " \
        "are not all here")                                                    \
    X(REASON_PARTS_CONFLICT, "the codes do not belong to the same badge")      \
    X(REASON_CODE_UNREAD, "there is a code, but it could not be read")         \
    X(DOUBT_REASON_SMALL, "there is a code, but it is too small to be read")   \
    X(DOUBT_REASON_BLURRED, "there is a code, but it is too blurred to be "    \
        "read")                                                                \
    X(DOUBT_REASON_CUT_OFF, "there is a code, but part of it is not in the "   \
        "picture")                                                             \
    X(DOUBT_REASON_GLARE, "there is a code, but a reflection or a stain "      \
        "covers part of it")                                                   \
    X(DOUBT_REASON_DARK, "there is a code, but it is too dark or too pale to " \
        "be read")                                                             \
    X(REASON_CODE_AMBIGUOUS, "the code was read in two different ways")        \
    X(REASON_OTHER_CODE, "the codes on it are not badges")                     \
    X(REASON_KEYBOARD, "the handheld scanner is set to another keyboard")      \
    X(REASON_NOT_BUILT_IN, "this copy of the program was made without what "   \
        "reads this kind of file")                                             \
    X(REASON_MANY_PAGES, "not all of its pages could be looked at")            \
                                                                               \
    /* ---- List, clock ---- */                                                \
    X(ROOT_GIVEN, "Checked with the root “{root}”, number {id}. It is not the " \
        "one of this program.")                                                \
    X(FILE, "File: {file}")                                                    \
    /* translators: the head of the report of a code that a scanner typed */   \
    X(TYPED_CODE, "Code {n}")                                                  \
    X(LABEL_LIST, "List")                                                      \
    X(LIST_LINE, "{list}, no. {n} of {issued}, kept by {keeper}")              \
    X(LIST_FRESH, "up to date until {fresh}, usable until {usable}")           \
    X(LIST_REFRESH, "to be updated: it was due by {fresh}; usable until "      \
        "{usable}")                                                            \
    X(LIST_OVER, "too old: it was usable until {usable}")                      \
    X(LABEL_ROOT, "Root")                                                      \
    X(ROOT_LINE, "{root} ({id})")                                              \
    X(LABEL_CLOCK, "Clock")                                                    \
    X(CLOCK_WRONG, "{moment}. This clock cannot be right: it is before the "   \
        "list or this program was made. Set it, then check again.")            \
    X(LABEL_AT, "Judged as of")                                                \
    X(AT_LINE, "{moment} (--at), not by the clock")                            \
    X(AT_EARLY, "{moment} (--at), not by the clock. The list was issued "      \
        "after that.")                                                         \
    X(NOT_CHECKED, "We checked the document, not the work observed. Not "      \
        "checked: the person’s identity; the facts stated by the issuer; "     \
        "links (not opened); withdrawals after {date}.")                       \
    X(NOTHING_CHECKED, "Not checked: the person’s identity; the facts that "   \
        "the file states; links (not opened).")                                \
                                                                               \
    /* ---- The badge ---- */                                                  \
    X(LABEL_TITLE, "Title")                                                    \
    X(LABEL_TYPE, "Kind")                                                      \
    X(LABEL_DESCRIPTION, "Description")                                        \
    X(LABEL_ISSUER, "Awarded by")                                              \
    X(ISSUER_LINE, "{issuer}, {town}")                                         \
    X(OWN_NAME, "The badge itself writes: “{name}”")                           \
    X(LABEL_HOLDER, "Awarded to")                                              \
    X(NO_HOLDER, "no name stands in the badge")                                \
    X(LABEL_AWARDED, "Awarded on")                                             \
    X(LABEL_PERIOD, "Period")                                                  \
    X(PERIOD, "Observed {from} - {to} ({length}), according to {issuer}.")     \
    X(PERIOD_FROM, "Observed from {from} on, according to {issuer}.")          \
    X(PERIOD_TO, "Observed until {to}, according to {issuer}.")                \
    X(PERIOD_PLANNED, "Planned length: {length}. Dates not given.")            \
    X(LABEL_FROM, "Valid from")                                                \
    X(LABEL_UNTIL, "Valid until")                                              \
    X(SELF_AWARDED, "The issuer and the holder are the same.")                 \
    X(TYPE_LINE, "{type}, according to {issuer}")                              \
    X(TAKING_PART, "This kind says that the person took part. It is not a "    \
        "skill that was assessed.")                                            \
    X(LABEL_PICTURE, "Picture")                                                \
    X(PICTURE_UNSIGNED, "Picture not signed: nobody vouches for what it "      \
        "shows.")                                                              \
    X(PAGES_UNSIGNED, "Pages not signed: only the badge inside the PDF was "   \
        "checked, not what its pages show.")                                   \
    X(SHEET_UNSIGNED, "Sheet not signed: only what its code holds was "        \
        "checked, not what is printed around it.")                             \
    X(CLAIMED_TITLE, "“{name}” - according to the file, not verified")         \
    X(CUT, "The badge is very long: a part of it is not shown here.")          \
                                                                               \
    /* ---- Criteria, evidence, results, alignments, endorsements ---- */      \
    X(OPTIONAL_MET, "Optional criterion, met according to {issuer}: {text}")   \
    X(OPTIONAL, "Optional criterion: {text}. Not needed for this badge. The "  \
        "badge does not state that it was met.")                               \
    X(OPTIONAL_CLAIMED, "Optional criterion: {text}. Not needed for this "     \
        "badge.")                                                              \
    X(CRITERIA_SAME, "Criteria identical to the version published on {date}.") \
    X(CRITERIA_DIFFER, "Criteria differ from the published version.")          \
    X(CRITERIA_ELSEWHERE, "The criteria stand at this address (link not "      \
        "opened): {link}")                                                     \
    X(EVIDENCE_BY, "Statement by {issuer}:")                                   \
    X(LINK, "{link} (link not opened)")                                        \
    X(RESULT, "{name}: {value}")                                               \
    X(RESULT_COMPLETED, "achieved")                                            \
    X(RESULT_ENROLLED, "enrolled")                                             \
    X(RESULT_FAILED, "not achieved")                                           \
    X(RESULT_IN_PROGRESS, "in progress")                                       \
    X(RESULT_ON_HOLD, "on hold")                                               \
    X(RESULT_PROVISIONAL, "provisional")                                       \
    X(RESULT_WITHDREW, "given up")                                             \
    X(ALIGNMENT_CODE, "{name} ({code})")                                       \
    X(ALIGNMENT_IN, "{framework}: {name}")                                     \
    X(ALIGNMENT_FULL, "{framework}: {name} ({code})")                          \
    X(ALIGNMENT, "Link stated by {issuer}. It is neither diploma nor "         \
        "certification.")                                                      \
    /* translators: the word is one such as “Recognised” */                    \
    X(ENDORSED_BY, "Endorsement by {issuer}: {word}")                          \
                                                                               \
    /* ---- What it means, what to do ---- */                                  \
    X(NEXT_RECOGNISED, "Read the criteria and talk about them with the "       \
        "person. The badge says what the issuer states. It is neither a "      \
        "diploma nor a proof of identity.")                                    \
    X(NEXT_ORIGINAL, "Ask the person for the file as the issuer sent it. A "   \
        "missing badge says nothing about the person.")                        \
    X(NEXT_CORRECTED, "The issuer can send a corrected badge. The person can " \
        "ask for it.")                                                         \
    X(NEXT_UNDAMAGED, "Ask the person for the original file, as the issuer "   \
        "sent it. Then check again.")                                          \
    X(NEXT_CALL, "Ask the issuer, with the telephone number of the list, not " \
        "with one that stands in the badge.")                                  \
    X(NEXT_UNLISTED, "You can talk about the badge with the person as about "  \
        "any other document. To learn how an organisation gets on the list, "  \
        "ask {keeper}.")                                                       \
    X(NEXT_NAMESAKE, "Ask {keeper}, who keeps the list, whether this is the "  \
        "organisation of the list. The person need not do anything.")          \
    X(NEXT_CONFIRM, "With the person’s agreement, ask the issuer whether "     \
        "this badge stands.")                                                  \
    X(NEXT_NEWER, "Ask the person whether there is a newer badge.")            \
    X(NEXT_LATER, "Check again later, with a newer list.")                     \
    X(NEXT_KEEPER, "Ask {keeper}, who keeps the list. The person need not do " \
        "anything.")                                                           \
    X(NEXT_PERSON, "Ask the person which name or address the badge was "       \
        "awarded under. What was checked above is about the badge itself.")    \
    X(NEXT_FROM, "Check again from {from} on.")                                \
    X(NEXT_ONLINE, "With a connection, the issuer’s site can confirm this "    \
        "badge. The person can also ask the issuer for a signed badge.")       \
    X(NEXT_UPDATE, "Update the trust list, then check again.")                 \
    X(NEXT_CLOCK, "Set the clock of this computer, then check again.")         \
    X(NEXT_CODE, "Scan or photograph the code again: flat, sharp, well lit, "  \
        "from nearby. Or ask for the original file.")                          \
    X(NEXT_CODE_SMALL, "The code is too small: scan it at 300 dots an inch, "  \
        "or photograph it from nearer. Or ask for the original file.")         \
    X(NEXT_CODE_BLURRED, "Too blurred: photograph the code from nearer, "      \
        "without moving, and let the camera focus. Or ask for the original "   \
        "file.")                                                               \
    X(NEXT_CODE_CUT_OFF, "The code is cut off: take all of it, with the "      \
        "white margin around it. Or ask for the original file.")               \
    X(NEXT_CODE_GLARE, "Something shines on the code or covers it: turn the "  \
        "page away from the light, or clean it. Or ask for the original "      \
        "file.")                                                               \
    X(NEXT_CODE_DARK, "Too dark, or too pale: put more light on the page, or " \
        "scan it with more contrast. Or ask for the original file.")           \
    X(NEXT_PARTS, "Read all codes of the badge: each says which one it is. "   \
        "They may be on another page.")                                        \
    X(NEXT_CATALOGUE, "Take the newest list from {keeper}, then check again.") \
    X(NEXT_SCANNER, "Set the scanner to the keyboard of this computer; its "   \
        "leaflet has a code for that.")                                        \
    X(NEXT_OTHER_FORM, "Ask for the same as PDF or PNG.")                      \
    X(NEXT_PAGES, "Check the page that bears the code as a file of its own.")  \
    X(NEXT_PASSWORD, "Ask for a copy without a password.")                     \
    X(NEXT_KINDS, "We read pictures, photographs, PDF files and text files "    \
        "that hold a badge. Ask for the original file.")                       \
    X(NEXT_PROGRAM, "A newer version of this program may be able to check "    \
        "it. The issuer can confirm it too.")                                  \
    X(NEXT_WHOLE, "Ask the person for the whole badge, as the issuer sent "    \
        "it.")                                                                 \
    X(NEXT_ASK, "With the person’s agreement, ask the issuer.")                \
    X(CODE, "Code for the telephone: {code}")                                  \
    X(NOTHING_SAVED, "This program saved nothing.")                            \
                                                                               \
    /* ---- Several badges in a file ---- */                                   \
    X(SEVERAL, "This file holds {n} badges. Its word is the one of badge "     \
        "{which}.")                                                            \
    /* translators: a record of achievements (CLR) and the badges in it */     \
    X(SEVERAL_PARTS, "This file holds a record of achievements with badges "   \
        "in it, {n} parts in all. Its word is the one of part {which}.")       \
    /* translators: {n} is the number of badges that could be opened */        \
    X(SEVERAL_CLOSED, "Badges that could be opened: {n}. The word above is "   \
        "about a code that could not be.")                                     \
    X(SEVERAL_NAMES, "The badges of this file do not all bear the same name: " \
        "{a} / {b}. Look at each of them.")                                    \
    X(BADGE_OF, "Badge {which}")                                               \
    X(RECORD_OF, "Record of achievements {which}")                             \
    X(BADGE_ROW, "{word} - {title}")                                           \
    X(BADGE_ROW_HOLDER, "{word} - {title} ({holder})")                         \
    X(KIND_CLR, "Record of achievements (CLR)")                                \
    X(NO_TITLE, "(no title)")                                                  \
                                                                               \
    /* ---- Technical details ---- */                                          \
    X(LABEL_WORD, "Word")                                                      \
    X(LABEL_FOUND, "Found in")                                                 \
    X(FOUND_PNG, "PNG picture, {where}")                                       \
    X(FOUND_SVG, "SVG picture, {where}")                                       \
    X(FOUND_PDF, "PDF file, {where}")                                          \
    X(FOUND_PLAIN, "text, {where}")                                            \
    X(NOTE_COMPRESSED, "The badge is stored compressed. The standard does not " \
        "allow that; it was read all the same.")                               \
    X(NOTE_LEGACY, "The badge is stored in the old way of Open Badges 1.0.")   \
    X(NOTE_FOREIGN, "The badge is stored under a name that is not the one of " \
        "the standard; it was read all the same.")                             \
    X(LABEL_STATUS_MESSAGE, "Issuer’s note")                                   \
    X(LABEL_STANDARD, "Standard")                                              \
    X(LABEL_PROOF, "Signature")                                                \
    X(PROOF_OF, "{suite} of {date}")                                           \
    X(PROOF_CHAINED, "{proof}, confirming those before it")                    \
    X(PROOF_LINE, "{proof}: {outcome}")                                        \
    X(PROOF_LINE_WHY, "{proof}: {outcome} ({reason})")                         \
    X(MEANING_OLDER, "Its standard was published in two versions under one "   \
        "address. It was signed by the older one.")                            \
    X(MEANING_NEWEST, "Its standard was published in two versions under one "  \
        "address. It was signed by the newest one.")                           \
    X(LABEL_ID, "Badge id")                                                    \
    X(LABEL_ACHIEVEMENT_ID, "Achievement id")                                  \
    X(LABEL_ISSUER_ID, "Issuer id")                                            \
    X(LABEL_HOLDER_ID, "Holder id")                                            \
    X(LABEL_LANGUAGE, "Language")                                              \
    X(LABEL_PLACE, "Place")                                                    \
    X(LABEL_DETAIL, "Detail")                                                  \
                                                                               \
    /* ---- Kinds of achievement (Open Badges 3.0, achievementType) ---- */    \
    X(TYPE_ACHIEVEMENT, "achievement")                                         \
    X(TYPE_APPRENTICESHIP, "apprenticeship certificate")                       \
    X(TYPE_ASSESSMENT, "assessment")                                           \
    X(TYPE_ASSIGNMENT, "assignment")                                           \
    X(TYPE_ASSOCIATE_DEGREE, "associate degree")                               \
    X(TYPE_AWARD, "award")                                                     \
    X(TYPE_BADGE, "badge")                                                     \
    X(TYPE_BACHELOR_DEGREE, "bachelor’s degree")                               \
    X(TYPE_CERTIFICATE, "certificate")                                         \
    X(TYPE_COMPLETION, "certificate of completion")                            \
    X(TYPE_CERTIFICATION, "certification")                                     \
    X(TYPE_COMMUNITY_SERVICE, "community service")                             \
    X(TYPE_COMPETENCY, "competency")                                           \
    X(TYPE_COURSE, "course")                                                   \
    X(TYPE_CO_CURRICULAR, "activity beside the courses")                       \
    X(TYPE_DEGREE, "degree")                                                   \
    X(TYPE_DIPLOMA, "diploma")                                                 \
    X(TYPE_DOCTORAL_DEGREE, "doctoral degree")                                 \
    X(TYPE_FIELDWORK, "work placement")                                        \
    X(TYPE_GED, "general education diploma (GED)")                             \
    X(TYPE_JOURNEYMAN, "journeyman certificate")                               \
    X(TYPE_PROGRAM, "learning programme")                                      \
    X(TYPE_LICENSE, "licence to practise")                                     \
    X(TYPE_MEMBERSHIP, "membership")                                           \
    X(TYPE_PROFESSIONAL_DOCTORATE, "professional doctorate")                   \
    X(TYPE_QUALITY, "quality assurance credential")                            \
    X(TYPE_MASTER_CERTIFICATE, "master craftsman certificate")                 \
    X(TYPE_MASTER_DEGREE, "master’s degree")                                   \
    X(TYPE_MICRO_CREDENTIAL, "micro-credential")                               \
    X(TYPE_RESEARCH_DOCTORATE, "research doctorate")                           \
    X(TYPE_SECONDARY, "secondary school diploma")                              \
                                                                               \
    /* ---- A table of many files ---- */                                      \
    /* translators: heads of columns; the program makes a table of them */     \
    X(HEAD_REFERENCE, "reference")                                             \
    X(HEAD_HOLDER, "name read")                                                \
    X(HEAD_RESULT, "result")                                                   \
    /* translators: head of a column, as are all up to “e-mail” */             \
    X(HEAD_ISSUER, "issuer")                                                   \
    X(HEAD_AWARDED, "awarded")                                                 \
    X(HEAD_OBSERVED_FROM, "observed from")                                     \
    X(HEAD_OBSERVED_TO, "observed to")                                         \
    X(HEAD_VALID_UNTIL, "valid until")                                         \
    X(HEAD_CRITERIA, "criteria")                                               \
    X(HEAD_COMPARED, "name compared")                                          \
    /* translators: above the date of the trust list */                        \
    X(HEAD_LIST_OF, "list of")                                                 \
    X(HEAD_CHECKED_AT, "checked at")                                           \
    /* translators: above a code for the telephone, such as V-3b-41 */         \
    X(HEAD_CODE, "code")                                                       \
    X(HEAD_EVIDENCE, "evidence")                                               \
    X(HEAD_REASON, "reason")                                                   \
    X(HEAD_EMAIL, "e-mail")                                                    \
    /* translators: before the result of a badge that has no value */          \
    X(RESULT_TEST, "TEST: {result}")
/* clang-format on */

typedef enum obv_sentence {
#define X(id, english) OBV_SAY_##id,
    OBV_SENTENCES(X)
#undef X
        OBV_SENTENCE_COUNT
} obv_sentence;

#endif
