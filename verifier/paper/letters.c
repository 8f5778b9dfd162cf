/* SPDX-License-Identifier: Apache-2.0 */
/* The characters beyond ASCII that one byte stands for: those of French first,
   then of its neighbours.  Frozen, as the dictionary is. */
#include "paper/inside.h"

const char obv_letters[OBV_LETTERS][4] = {
    "é", "è", "à", "ê", "’", "ç", "ô", "î", "û",      "ù",      "â", "ë", "ï",
    "œ", "É", "È", "À", "Ê", "Ç", "Ô", "Î", "«",      "»",      "–", "—", "…",
    "“", "”", "‘", "•", "·", "€", "°", "ü", "ö",      "ä",      "ß", "Ü", "Ö",
    "Ä", "á", "í", "ó", "ú", "ñ", "ã", "õ", "ò",      "ì",      "å", "ø", "æ",
    "Œ", "ÿ", "š", "č", "ž", "ł", "ą", "ę", "\u00A0", "\u202F", "½", "×",
};
