/* SPDX-License-Identifier: Apache-2.0 */
/*
 * front/messages.h - what the program itself says: help, trouble, hints.
 *
 * One row a message: X(identifier, English), as in report/sentences.h: no two
 * with the same English, and a {word} in braces is filled in by the program.
 */
#ifndef OBV_MESSAGES_H
#define OBV_MESSAGES_H

/* clang-format off */
#define OBV_MESSAGES(X)                                                        \
    /* ---- Help ---- */                                                       \
    X(ABOUT, "badge-verifier says whether Open Badges are genuine, without a " \
        "network.")                                                            \
    X(USAGE, "Usage: badge-verifier COMMAND [OPTION]... [FILE]...")            \
    X(CHECK_USAGE, "Usage: badge-verifier check [OPTION]... FILE...")          \
    X(COMMANDS, "Commands:")                                                   \
    X(OPTIONS, "Options:")                                                     \
    X(MORE, "badge-verifier COMMAND --help says more about a command.")        \
    X(EXIT_STATUS, "Exit status: 0 recognised, 1 refused, 2 cannot tell, 3 "   \
        "trouble of its own. Of several files: 3, else 1, else 2, else 0.")    \
    X(VERSION, "badge-verifier {version}")                                     \
    X(LICENCE, "Licence: Apache-2.0. Opens no connection, saves nothing.")     \
    X(CHECK_ABOUT, "checks badge files and says what it found")                \
    X(CHECK_FILES, "FILE is a picture or a photograph (PNG, SVG, JPEG, WebP, " \
        "TIFF, HEIC), a PDF, or a text that holds a badge; - is standard "     \
        "input. Told by content, never by name. Printed codes are read, too.") \
    X(BATCH_USAGE, "Usage: badge-verifier batch [OPTION]... FOLDER|FILE...|-") \
    X(BATCH_ABOUT, "checks a pile of files and writes a line for each")        \
    X(BATCH_FILES, "A FOLDER is all files in it and below; - reads names "     \
        "from standard input, one a line. Results come in the order of the "   \
        "names, whatever the number of jobs.")                                 \
    X(OPTION_CSV, "a table for a spreadsheet: a line a badge, and a line "     \
        "for a file without one")                                              \
    X(OPTION_JSONL, "for programs: a line of JSON a file; - is standard "      \
        "output")                                                              \
    X(OPTION_WITH, "what the results leave out unless asked: evidence, "       \
        "reasons, email")                                                      \
    X(OPTION_RESUME, "go on where a former run of the same command ended")     \
    X(OPTION_REPLACE, "write results anew that are there already")             \
    X(OPTION_KEEP, "days after which the results are to be deleted, for the "  \
        "reminder: 30")                                                        \
    X(OPTION_JOBS, "files that are looked at at once; else one a processor")   \
    X(OPTION_NULL, "names on standard input end with a zero byte")             \
    X(VALUE_FILE, "FILE")                                                      \
    X(VALUE_COUNT, "NUMBER")                                                   \
    X(SCAN_ABOUT, "checks what a handheld scanner types")                      \
    X(SCAN_USAGE, "Usage: badge-verifier scan [OPTION]... [DEVICE]")           \
    X(SCAN_DEVICE, "DEVICE is where the scanner types: a serial line such as " \
        "/dev/ttyACM0, a pipe or a file; without one, this keyboard. A code "  \
        "ends with Enter, Tab or a pause. Ctrl-D ends the program.")           \
    X(OPTION_EXPLAIN, "write a picture of what was seen on this image or "     \
        "page: to the file that follows, or beside it")                        \
    X(VALUE_IMAGE, "IMAGE")                                                    \
    X(OPTION_LANG, "language of the report: {languages}")                      \
    X(OPTION_FORMAT, "text, or json: one object a file, for programs")         \
    X(OPTION_AT, "judge as of this date: 2026-03-03 or 2026-03-03T12:00:00Z")  \
    X(OPTION_KEYS, "folder with the trust list; its root is taken as it is, "  \
        "and named")                                                           \
    X(OPTION_NAME, "compare the holder with this name")                        \
    X(OPTION_EMAIL, "compare the holder with this e-mail address")             \
    X(OPTION_ALLOW_TEST, "do not exit with 2 for what stands under a test "    \
        "root")                                                                \
    X(OPTION_FULL, "the whole report of each code, not only its head")         \
    X(OPTION_PAUSE, "so many milliseconds without a character end a code "     \
        "(500)")                                                               \
    X(OPTION_BAUD, "speed of a serial line (9600)")                            \
    X(OPTION_HELP, "this help")                                                \
    X(OPTION_VERSION, "the version")                                           \
    X(VALUE_DATE, "DATE")                                                      \
    X(VALUE_FOLDER, "FOLDER")                                                  \
    X(VALUE_NAME, "NAME")                                                      \
    X(VALUE_ADDRESS, "ADDRESS")                                                \
                                                                               \
    /* ---- Scanning ---- */                                                   \
    X(SCAN_READY, "ready: scan a code (Ctrl-D ends)")                          \
    X(SCAN_CODE, "code {n}")                                                   \
    X(SCAN_REPAIRED, "The scanner is set to {scanner}, this computer to "      \
        "{computer}: corrected.")                                              \
    X(SCAN_REPAIRED_CAPS, "The scanner is set to {scanner}, this computer to " \
        "{computer}, and Caps Lock is on: corrected.")                         \
    X(SCAN_CAPS_LOCK, "Caps Lock is on: corrected.")                           \
    X(SCAN_PART, "{have} of {all} codes of this badge read: scan the other "   \
        "one.")                                                                \
    X(SCAN_PARTS, "{have} of {all} codes of this badge read: scan the others.") \
    X(SCAN_NO_CODE, "That is no code of a badge. Nothing was checked, and "    \
        "nothing of it is kept.")                                              \
    X(SCAN_KEYBOARD, "Scanner set wrongly: what it typed cannot be told.")      \
                                                                               \
    /* ---- Trouble ---- */                                                    \
    X(HINT, "hint: {text}")                                                    \
    X(CANNOT_READ, "cannot read '{file}': {why}")                              \
    X(WHY_MISSING, "no such file")                                             \
    X(WHY_FORBIDDEN, "permission denied")                                      \
    X(WHY_FOLDER, "it is a folder")                                            \
    X(WHY_NOT_FOLDER, "it is not a folder")                                    \
    X(WHY_LARGE, "it is too large")                                            \
    X(WHY_MANY, "it holds too many files")                                     \
    X(WHY_DEVICE, "it is not a file")                                          \
    X(WHY_ERROR, "the system cannot read it")                                  \
    X(WHY_MEMORY, "not enough memory")                                         \
    X(STDIN, "standard input")                                                 \
    X(HINT_FOLDER, "name the files in it: {file}/*")                           \
    X(HINT_FILE, "look at the spelling; names with spaces need quotes")        \
    X(NO_COMMAND, "no command")                                                \
    X(UNKNOWN_COMMAND, "unknown command '{command}'")                          \
    X(HINT_CHECK, "to check a file: badge-verifier check FILE")                \
    X(HINT_HELP, "badge-verifier {command} --help lists what there is")        \
    X(UNKNOWN_OPTION, "unknown option '{option}'")                             \
    X(OPTION_VALUE, "option '{option}' needs a value")                         \
    X(OPTION_NO_VALUE, "option '{option}' takes no value")                     \
    X(NO_FILE, "no file to check")                                             \
    X(BAD_DATE, "'{text}' is not a date")                                      \
    X(HINT_DATE, "write 2026-03-03 or 2026-03-03T12:00:00Z")                   \
    X(BAD_FORMAT, "unknown format '{text}'")                                   \
    X(HINT_FORMAT, "there are: text, json")                                    \
    X(BAD_BAUD, "'{text}' is not the speed of a serial line")                  \
    X(HINT_BAUD, "there are: 1200, 2400, 4800, 9600, 19200, 38400, 57600, "    \
        "115200")                                                              \
    X(MANY_DEVICES, "more than one device")                                    \
    X(BAD_LANGUAGE, "no translation for '{text}'")                             \
    X(HINT_LANGUAGE, "there are: {languages}")                                 \
    X(HINT_CATALOGUES, "the translations are missing: the folder 'locale' "    \
        "belongs beside the program")                                          \
    X(BAD_TEXT, "the value of '{option}' is not UTF-8")                        \
    X(NO_KEYS, "no trust list found")                                          \
    X(HINT_KEYS, "looked in: {folders}; another folder can be named with "     \
        "--keys")                                                              \
    X(BAD_KEYS, "cannot use the trust list in '{folder}': {what}")             \
    X(BAD_KEYS_FILE, "cannot use the trust list in '{folder}': {file} {what}") \
    X(TROUBLE_MISSING, "is not in the folder")                                 \
    X(TROUBLE_TWICE, "is in the folder twice")                                 \
    X(TROUBLE_LARGE, "is too large")                                           \
    X(TROUBLE_ROOT, "is not the root that this program believes")              \
    X(TROUBLE_FEW, "does not have enough signatures")                          \
    X(TROUBLE_CHANGED, "was changed after it was signed")                      \
    X(TROUBLE_ODD, "has a signature that is not made as it must be")           \
    X(TROUBLE_DISAGREES, "does not agree with what its signatures say")        \
    X(TROUBLE_STEP, "does not follow from the root before")                    \
    X(TROUBLE_GAP, "is missing, though a later root is there")                 \
    X(TROUBLE_MALFORMED, "is not written as it must be")                       \
    X(TROUBLE_NEWER, "holds something that this program does not know")        \
    X(DETAIL, "technical detail: {text}")                                      \
    X(HINT_WHOLE, "a folder holds root.1.json, trust-list.json and their "     \
        "signatures; take all of it from its keeper")                          \
    X(HINT_NEWER, "no badge was judged; a newer badge-verifier may know it")   \
    X(HINT_MEMORY, "close other programs and try again")                       \
    X(HINT_BAD_KEYS, "no badge was judged; take the folder again from its "    \
        "keeper")                                                              \
    X(HINT_ROOT, "the program believes one root only; --keys FOLDER accepts "  \
        "another, and every report then names it")                             \
    X(NO_READER, "cannot check '{file}': the program badge-reader, which "     \
        "opens PDF files and photographs, is not there")                       \
    X(NO_SEARCH, "nobody looked for codes on '{file}': the program "           \
        "badge-reader is not there")                                           \
    X(HINT_READER, "it belongs beside badge-verifier; install both")           \
    X(NO_CELL, "cannot check '{file}': no child process could be started")     \
    X(NO_MEMORY, "not enough memory to go on")                                 \
    X(CANNOT_WRITE, "cannot write the report: {why}")                          \
    X(WHY_OUTPUT, "the output is full or closed")                              \
                                                                               \
    /* ---- A pile of files ---- */                                            \
    X(BATCH_NOT_CHECKED, "Not checked: {why}")                                 \
    X(BATCH_TROUBLES, "Not checked: trouble with the file")                    \
    X(BATCH_BEFORE, "finished by a former run")                                \
    X(WHY_NO_READER, "badge-reader is not there")                              \
    X(WHY_NO_CELL, "no child process could be started")                        \
    X(WHY_DIED, "the process that looked at it ended")                         \
    X(WHY_NO_FOLDER, "no such folder")                                         \
    X(WHY_IN_USE, "another run is writing to it")                              \
    X(WHY_FULL, "there is no room")                                            \
    X(BATCH_PROGRESS, "{done} of {count}, {left} left")                        \
    X(BATCH_WRITTEN, "The results are in '{file}'.")                           \
    X(BATCH_PERSONAL, "This file holds personal data. Delete it before "       \
        "{date}.")                                                             \
    X(BATCH_STDOUT, "standard output")                                         \
    X(BATCH_EMPTY, "there are no files in it")                                 \
    X(BATCH_STOPPED, "stopped after {done} of {count} files")                  \
    X(BATCH_FAILED, "no child process could be started, or memory ran out")    \
    X(HINT_RESUME, "the same command with --resume goes on from there")        \
    X(BATCH_CANNOT_WRITE, "cannot write '{file}': {why}")                      \
    X(BATCH_EXISTS, "'{file}' is there already")                               \
    X(HINT_EXISTS, "--resume goes on with it, --replace writes it anew")       \
    X(BATCH_NO_RESUME, "'{file}' is not a file that --resume could read")      \
    X(BATCH_RESUME_WHAT, "--resume needs --csv or --jsonl")                    \
    X(BATCH_BOTH, "--resume and --replace exclude each other")                 \
    X(BATCH_BOTH_STDOUT, "only one kind of results can go to standard output") \
    X(BATCH_OTHER_RESULTS, "'{file}' does not hold results of these files")    \
    X(HINT_OTHER_RESULTS, "--resume wants the same files, language and "       \
        "options as before; name another file, or start anew with --replace")  \
    X(OPTION_NAMES, "the names on the CVs, to be compared: a spreadsheet " \
        "(CSV) with a line a file, its reference and the name")\
    X(NAMES_UTF8, "line {line} of '{file}' is not UTF-8")\
    X(HINT_NAMES_UTF8, "save the spreadsheet as \"CSV UTF-8\"")\
    X(NAMES_LINE, "line {line} of '{file}' does not have two columns")\
    X(HINT_NAMES_LINE, "write the reference of a file, then ; , or a tab, " \
        "then the name; what holds one of these stands in " \
        "quotes")\
    X(NAMES_SEVERAL, "line {line} of '{file}': several files are called " \
        "'{text}'")\
    X(HINT_SEVERAL, "write the whole reference, as the results have it")\
    X(NAMES_TWICE, "line {line} of '{file}': '{text}' has a name already")\
    X(HINT_TWICE, "leave one line a file")\
    X(NAMES_UNKNOWN, "{count} of the references of '{file}' are no files " \
        "of this pile; the first, in line {line}: '{text}'")\
    X(NAMES_WITHOUT, "'{file}' has no name for {count} of the files: " \
        "theirs are not compared")\
    X(NAMES_CHANGED, "'{file}' has changed since the former run")\
    X(BATCH_ODD, "line {line} of '{file}' was not written by this program")    \
    X(HINT_ODD, "its file and all behind it are checked again")                \
    X(BATCH_CHANGED, "{count} of the files that a former run finished have "   \
        "changed since")                                                       \
    X(HINT_CHANGED, "their lines stay as they are; --replace checks all "      \
        "files again")                                                         \
    X(BATCH_NO_LIST, "cannot read the names on standard input")                \
    X(BATCH_LONG_NAME, "a name on standard input is too long for a file")      \
    X(BATCH_NUL, "the names on standard input hold a zero byte")               \
    X(HINT_NUL, "-0 reads names that end with a zero byte, as find -print0 "   \
        "writes them")                                                         \
    X(EXPLAIN_NO_PICTURE, "no picture could be made of '{file}'")              \
    X(EXPLAIN_NO_OUT, "name a file for the picture: a terminal cannot show it") \
    X(HINT_EXPLAIN_EXISTS, "name another file; --replace writes it anew")      \
    X(EXPLAIN_NOTHING, "No code was seen.")                                    \
    X(EXPLAIN_READ, "Codes that were read: {n} (green).")                      \
    X(EXPLAIN_UNREAD, "A code was seen that could not be read (orange).")      \
    X(EXPLAIN_SMALL, "A code is too small to be read (orange): photograph it " \
        "from nearer, or scan it at 300 dots an inch.")                        \
    X(EXPLAIN_BLURRED, "A code is too blurred to be read (orange): "           \
        "photograph it from nearer, without moving.")                          \
    X(EXPLAIN_CUT_OFF, "A code is cut off (orange): take all of it, with its " \
        "white margin.")                                                       \
    X(EXPLAIN_GLARE, "A reflection or a stain covers part of a code (orange): " \
        "turn the page away from the light.")                                  \
    X(EXPLAIN_DARK, "A code is too dark or too pale to be read (orange): put " \
        "more light on it.")                                                   \
    /* translators: labels in a picture: short, in small letters; the tests     \
       say which it can draw */                                                \
    X(LABEL_NOTHING, "no code")                                                \
    X(LABEL_UNREAD, "not read")                                                \
    X(LABEL_SMALL, "too small")                                                \
    X(LABEL_BLURRED, "too blurred")                                            \
    X(LABEL_CUT_OFF, "cut off")                                                \
    X(LABEL_GLARE, "glare or stain")                                           \
    X(LABEL_DARK, "too dark or pale")                                          \
    X(EXPLAIN_WRITTEN, "The picture is in '{file}'.")                          \
    X(BAD_NUMBER, "'{text}' is not a whole number in the range of this "       \
        "option")                                                              \
    X(HINT_NUMBER, "--jobs takes 1 to 256, --keep 1 to 3650, --pause 1 to "     \
        "60000")                                                               \
    X(BAD_WITH, "nothing is called '{text}' here")                             \
    X(HINT_WITH, "there are: evidence, reasons, email; commas between")
/* clang-format on */

typedef enum obv_message {
#define X(id, english) OBV_MSG_##id,
    OBV_MESSAGES(X)
#undef X
        OBV_MESSAGE_COUNT
} obv_message;

#endif
