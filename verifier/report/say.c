/* SPDX-License-Identifier: Apache-2.0 */
/* Finds sentences: by their own name, or by what they are about. */
#include "report/say.h"

/* A table of another length belongs to another version of this program: its
   rows would say the wrong thing. */
static const char *
sentence(const obv_voice *voice, obv_sentence id)
{
    const obv_sentences *given = voice->page->sentences;
    bool complete = given != NULL && given->count == OBV_SENTENCE_COUNT &&
                    given->text[id] != NULL;
    return complete ? given->text[id] : obv_english()->text[id];
}

static obv_slice
finish(obv_voice *voice, const obv_buffer *text)
{
    if (text->failed) {
        voice->failed = true;
        return obv_slice_of("");
    }
    return obv_buffer_slice(text);
}

obv_slice
obv_speak(obv_voice *voice, obv_sentence id, const obv_value *values)
{
    obv_buffer text = obv_buffer_in(voice->arena);
    obv_put_phrase(&text, sentence(voice, id), values, OBV_MAX_SHOWN);
    return finish(voice, &text);
}

obv_slice
obv_speak_whole(obv_voice *voice, obv_sentence id, const obv_value *values)
{
    obv_buffer text = obv_buffer_in(voice->arena);
    obv_put_phrase(&text, sentence(voice, id), values, OBV_MAX_CLAIM);
    return finish(voice, &text);
}

obv_slice
obv_say_number(obv_voice *voice, int64_t number)
{
    obv_buffer text = obv_buffer_in(voice->arena);
    obv_put_number(&text, number);
    return finish(voice, &text);
}

obv_slice
obv_say_count(obv_voice *voice, uint64_t count)
{
    obv_buffer text = obv_buffer_in(voice->arena);
    obv_put_count(&text, count, sentence(voice, OBV_SAY_THOUSANDS));
    return finish(voice, &text);
}

obv_slice
obv_say_shown(obv_voice *voice, obv_slice bytes, size_t max)
{
    obv_buffer text = obv_buffer_in(voice->arena);
    obv_put_shown(&text, bytes, max);
    return finish(voice, &text);
}

obv_slice
obv_say_finding(obv_voice *voice, obv_finding_id finding)
{
    static const obv_sentence findings[OBV_FINDING_COUNT] = {
        [OBV_READABLE] = OBV_SAY_FINDING_READABLE,
        [OBV_INTACT] = OBV_SAY_FINDING_INTACT,
        [OBV_ISSUER] = OBV_SAY_FINDING_ISSUER,
        [OBV_ENTITLED] = OBV_SAY_FINDING_ENTITLED,
        [OBV_IN_DATE] = OBV_SAY_FINDING_IN_DATE,
        [OBV_NOT_WITHDRAWN] = OBV_SAY_FINDING_NOT_WITHDRAWN,
        [OBV_PERSON] = OBV_SAY_FINDING_PERSON,
    };
    return obv_speak(voice, findings[finding], NULL);
}

obv_slice
obv_say_check(obv_voice *voice, obv_check_id check)
{
    static const obv_sentence checks[OBV_CHECK_COUNT] = {
#define X(finding, letter, id, name) OBV_SAY_CHECK_##id,
        OBV_CHECKS(X)
#undef X
    };
    return obv_speak(voice, checks[check], NULL);
}

obv_sentence
obv_reason_sentence(obv_reason reason)
{
    switch (reason) {
#define X(number, id, name)                                                    \
    case OBV_REASON_##id:                                                      \
        return OBV_SAY_REASON_##id;
        OBV_REASONS(X)
#undef X
    }
    return OBV_SAY_REASON_NONE;
}

obv_slice
obv_say_reason(obv_voice *voice, obv_reason reason)
{
    return obv_speak(voice,
                     reason == OBV_REASON_CODE_UNREAD
                         ? obv_doubt_sentences(voice)->reason
                         : obv_reason_sentence(reason),
                     NULL);
}

obv_sentence
obv_word_sentence(obv_word word)
{
    static const obv_sentence words[OBV_WORD_COUNT] = {
        [OBV_WORD_UNDECIDED] = OBV_SAY_WORD_UNDECIDED,
        [OBV_WORD_NO_BADGE] = OBV_SAY_WORD_NO_BADGE,
        [OBV_WORD_MALFORMED] = OBV_SAY_WORD_MALFORMED,
        [OBV_WORD_ALTERED] = OBV_SAY_WORD_ALTERED,
        [OBV_WORD_WRONG_KEY] = OBV_SAY_WORD_WRONG_KEY,
        [OBV_WORD_UNKNOWN_ISSUER] = OBV_SAY_WORD_UNKNOWN_ISSUER,
        [OBV_WORD_TO_CONFIRM] = OBV_SAY_WORD_TO_CONFIRM,
        [OBV_WORD_WITHDRAWN] = OBV_SAY_WORD_WITHDRAWN,
        [OBV_WORD_SUSPENDED] = OBV_SAY_WORD_SUSPENDED,
        [OBV_WORD_NOT_ENTITLED] = OBV_SAY_WORD_NOT_ENTITLED,
        [OBV_WORD_OTHER_PERSON] = OBV_SAY_WORD_OTHER_PERSON,
        [OBV_WORD_EXPIRED] = OBV_SAY_WORD_EXPIRED,
        [OBV_WORD_NOT_YET_VALID] = OBV_SAY_WORD_NOT_YET_VALID,
        [OBV_WORD_RECOGNISED] = OBV_SAY_WORD_RECOGNISED,
    };
    return words[word];
}

obv_slice
obv_say_word(obv_voice *voice, obv_word word)
{
    return obv_speak(voice, obv_word_sentence(word), NULL);
}

obv_slice
obv_say_outcome(obv_voice *voice, obv_outcome outcome)
{
    static const obv_sentence outcomes[] = {
        [OBV_UNCHECKED] = OBV_SAY_UNCHECKED,
        [OBV_NO] = OBV_SAY_NO,
        [OBV_YES] = OBV_SAY_YES,
    };
    return obv_speak(voice, outcomes[outcome], NULL);
}

/* Open Badges 3.0, B.1.24 (AchievementType).  Taking part in something is not
   a skill that somebody assessed: those rows say so. */
typedef struct type_name {
    const char *type;
    obv_sentence name;
    bool taking_part;
} type_name;

/* clang-format off */
static const type_name types[] = {
    {"Achievement",                  OBV_SAY_TYPE_ACHIEVEMENT,            false},
    {"ApprenticeshipCertificate",    OBV_SAY_TYPE_APPRENTICESHIP,         false},
    {"Assessment",                   OBV_SAY_TYPE_ASSESSMENT,             false},
    {"Assignment",                   OBV_SAY_TYPE_ASSIGNMENT,             true},
    {"AssociateDegree",              OBV_SAY_TYPE_ASSOCIATE_DEGREE,       false},
    {"Award",                        OBV_SAY_TYPE_AWARD,                  false},
    {"Badge",                        OBV_SAY_TYPE_BADGE,                  false},
    {"BachelorDegree",               OBV_SAY_TYPE_BACHELOR_DEGREE,        false},
    {"Certificate",                  OBV_SAY_TYPE_CERTIFICATE,            false},
    {"CertificateOfCompletion",      OBV_SAY_TYPE_COMPLETION,             true},
    {"Certification",                OBV_SAY_TYPE_CERTIFICATION,          false},
    {"CommunityService",             OBV_SAY_TYPE_COMMUNITY_SERVICE,      true},
    {"Competency",                   OBV_SAY_TYPE_COMPETENCY,             false},
    {"Course",                       OBV_SAY_TYPE_COURSE,                 true},
    {"CoCurricular",                 OBV_SAY_TYPE_CO_CURRICULAR,          true},
    {"Degree",                       OBV_SAY_TYPE_DEGREE,                 false},
    {"Diploma",                      OBV_SAY_TYPE_DIPLOMA,                false},
    {"DoctoralDegree",               OBV_SAY_TYPE_DOCTORAL_DEGREE,        false},
    {"Fieldwork",                    OBV_SAY_TYPE_FIELDWORK,              true},
    {"GeneralEducationDevelopment",  OBV_SAY_TYPE_GED,                    false},
    {"JourneymanCertificate",        OBV_SAY_TYPE_JOURNEYMAN,             false},
    {"LearningProgram",              OBV_SAY_TYPE_PROGRAM,                true},
    {"License",                      OBV_SAY_TYPE_LICENSE,                false},
    {"Membership",                   OBV_SAY_TYPE_MEMBERSHIP,             true},
    {"ProfessionalDoctorate",        OBV_SAY_TYPE_PROFESSIONAL_DOCTORATE, false},
    {"QualityAssuranceCredential",   OBV_SAY_TYPE_QUALITY,                false},
    {"MasterCertificate",            OBV_SAY_TYPE_MASTER_CERTIFICATE,     false},
    {"MasterDegree",                 OBV_SAY_TYPE_MASTER_DEGREE,          false},
    {"MicroCredential",              OBV_SAY_TYPE_MICRO_CREDENTIAL,       false},
    {"ResearchDoctorate",            OBV_SAY_TYPE_RESEARCH_DOCTORATE,     false},
    {"SecondarySchoolDiploma",       OBV_SAY_TYPE_SECONDARY,              false},
};
/* clang-format on */

static const type_name *
find_type(obv_slice type)
{
    for (size_t i = 0; i < COUNT(types); i++) {
        if (obv_slice_is(type, types[i].type)) {
            return &types[i];
        }
    }
    return NULL;
}

obv_slice
obv_say_type(obv_voice *voice, obv_slice type)
{
    const type_name *known = find_type(type);
    return known != NULL ? obv_speak(voice, known->name, NULL)
                         : obv_say_shown(voice, type, OBV_MAX_SHOWN);
}

bool
obv_is_taking_part(obv_slice type)
{
    const type_name *known = find_type(type);
    return known != NULL && known->taking_part;
}
