/* SPDX-License-Identifier: Apache-2.0 */
/*
 * badge-issuer cv: a sheet of paper as a candidate hands it over, to show and
 * to test what becomes of codes on it.
 *
 * The person, the addresses and the employers are invented, and the sheet says
 * that it is an example.
 */
#include "issuer/print.h"

#define DEEP 0x1d4e5f
#define BLACK 0x1a1a1a
#define GREY 0x5a5a5a
#define PALE 0xe9f0f2
#define AMBER 0xf2b632

#define PAGE_WIDTH 210.0
#define PAGE_HEIGHT 297.0
#define MARGIN 16.0
#define SIDE_WIDTH 50.0
#define MAIN_X 76.0
#define BODY_Y 48.0
#define FOOT_Y 287.0
#define CODES_END 281.0
#define MAX_BADGES 8
#define ROW_GAP 4.0

/* ---- Texts ------------------------------------------------------------------
 */

typedef enum style_id {
    NAME,
    AIM,
    CONTACT,
    HEADING,
    POST,
    PLACE,
    LINE,
    STYLE_COUNT
} style_id;

static const struct style {
    double size, before;
    uint32_t colour;
    bool bold;
} styles[STYLE_COUNT] = {
    [NAME] = {9.0, 0, DEEP, true},       [AIM] = {4.4, 1.0, BLACK, false},
    [CONTACT] = {2.7, 2.2, GREY, false}, [HEADING] = {3.4, 6.5, DEEP, true},
    [POST] = {3.1, 3.0, BLACK, true},    [PLACE] = {2.8, 0.7, GREY, false},
    [LINE] = {2.9, 1.3, BLACK, false},
};

typedef struct text {
    style_id style;
    const char *words;
} text;

static const text side[] = {
    {HEADING, "Compétences"},
    {LINE, "Organisation d’équipe"},
    {LINE, "Planification des cultures"},
    {LINE, "Accueil, conseil et vente"},
    {LINE, "Gestion des stocks"},
    {LINE, "Tenue d’un point de vente"},
    {LINE, "Gestes et postures, sécurité"},
    {LINE, "Tableur, messagerie, caisse"},
    {HEADING, "Langues"},
    {LINE, "Français : langue maternelle"},
    {LINE, "Anglais : niveau B1"},
    {LINE, "Espagnol : notions"},
    {HEADING, "Permis"},
    {LINE, "Permis B, véhicule personnel"},
    {LINE, "CACES R489, catégorie 3"},
    {HEADING, "Engagements"},
    {LINE, "Trésorerie d’une association de quartier"},
    {LINE, "Atelier de réparation de vélos"},
    {HEADING, "Centres d’intérêt"},
    {LINE, "Randonnée, chorale"},
    {LINE, "Cuisine de saison"},
};

static const text body[] = {
    {HEADING, "Profil"},
    {LINE, "Dix ans de terrain entre maraîchage, vente directe et travail "
           "d’équipe. Goût du travail bien préparé, attention aux personnes, "
           "calme devant les imprévus."},
    {HEADING, "Expérience"},
    {POST, "Organisation d’une équipe de maraîchage"},
    {PLACE, "Jardin maraîcher de Val-d’Orle · depuis mars 2023"},
    {LINE, "• Journées d’une équipe de huit personnes en parcours d’insertion"},
    {LINE, "• Plan de culture et suivi des récoltes sur 1,2 hectare"},
    {LINE, "• Préparation de 140 paniers par semaine"},
    {POST, "Vente et préparation de commandes"},
    {PLACE, "Épicerie coopérative Le Grain d’Orle · 2019 – 2023"},
    {LINE, "• Accueil, conseil et encaissement, jusqu’à 200 passages par jour"},
    {LINE, "• Réception des livraisons, inventaires, mise en rayon"},
    {POST, "Logistique de spectacles"},
    {PLACE, "Association Les Tréteaux du Val · 2016 – 2019"},
    {LINE, "• Montage, transport, accueil du public et des bénévoles"},
    {POST, "Saisons agricoles"},
    {PLACE, "Vergers et serres du Pays d’Orle · 2014 – 2016"},
    {LINE, "• Récolte, tri, conditionnement, conduite de petits engins"},
    {HEADING, "Formation"},
    {POST, "Certificat de spécialisation en maraîchage biologique"},
    {PLACE, "Lycée agricole du Pays d’Orle · 2018"},
    {POST, "Baccalauréat professionnel Commerce"},
    {PLACE, "Lycée des Deux-Rives · 2016"},
};

#define AIM_WORDS "Encadrement et logistique en circuits courts"
#define CONTACT_WORDS                                                          \
    "12, chemin des Tilleuls, Val-d’Orle · 01 99 00 12 34 · "              \
    "bonjour@candidature.example"
#define BADGES_HEADING "Badges"
#define BADGES_WORDS                                                           \
    "Badges signés : ils se vérifient sans connexion, avec badge-verifier."
#define FOOT_WORDS                                                             \
    "Exemple : la personne, les adresses et les employeurs sont inventés. "   \
    "Page produite par badge-issuer cv."

/* ---- Flowing ----------------------------------------------------------------
 */

typedef struct column {
    double x, y, width;
} column;

/* One text below the last one of its column. */
static bool
flow(obv_call *call, obv_drawing *page, column *c, style_id id, obv_slice words)
{
    const struct style *s = &styles[id];
    obv_mark mark = {
        .kind = OBV_MARK_TEXT,
        .x = c->x,
        .y = c->y + s->before,
        .width = c->width,
        .colour = s->colour,
        .text = words,
        .size = s->size,
        .bold = s->bold,
        .lines = id == NAME ? 2 : 0,
    };
    c->y = mark.y + obv_draw_height(&mark);
    if (!obv_draw_add(call, page, &mark)) {
        return false;
    }
    if (id != HEADING) {
        return true;
    }
    obv_mark rule = {
        .kind = OBV_MARK_BOX,
        .x = c->x,
        .y = c->y + 0.6,
        .width = c->width,
        .height = 0.3,
        .colour = DEEP,
    };
    c->y += 1.0;
    return obv_draw_add(call, page, &rule);
}

static bool
flow_all(obv_call *call, obv_drawing *page, column *c, const text *texts,
         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!flow(call, page, c, texts[i].style,
                  obv_slice_of(texts[i].words))) {
            return false;
        }
    }
    return true;
}

static bool
add_head(obv_call *call, obv_drawing *page, obv_slice name)
{
    column c = {MARGIN, MARGIN, 128};
    const obv_mark marks[] = {
        {.kind = OBV_MARK_BOX,
         .width = PAGE_WIDTH,
         .height = 6,
         .colour = DEEP},
        {.kind = OBV_MARK_BOX,
         .x = 150,
         .y = MARGIN,
         .width = 44,
         .height = 13,
         .colour = AMBER},
        {.kind = OBV_MARK_TEXT,
         .x = 150,
         .y = MARGIN + 1.6,
         .width = 44,
         .colour = BLACK,
         .text = obv_slice_of("EXEMPLE"),
         .size = 5,
         .bold = true,
         .align = OBV_ALIGN_CENTRE,
         .apart = 0.6},
        {.kind = OBV_MARK_TEXT,
         .x = 150,
         .y = MARGIN + 8.2,
         .width = 44,
         .colour = BLACK,
         .text = obv_slice_of("personne inventée"),
         .size = 2.4,
         .align = OBV_ALIGN_CENTRE},
        {.kind = OBV_MARK_TEXT,
         .x = MARGIN,
         .y = FOOT_Y,
         .width = PAGE_WIDTH - 2 * MARGIN,
         .colour = GREY,
         .text = obv_slice_of(FOOT_WORDS),
         .size = 2.3,
         .align = OBV_ALIGN_CENTRE},
    };
    for (size_t i = 0; i < COUNT(marks); i++) {
        if (!obv_draw_add(call, page, &marks[i])) {
            return false;
        }
    }
    return flow(call, page, &c, NAME, name) &&
           flow(call, page, &c, AIM, obv_slice_of(AIM_WORDS)) &&
           flow(call, page, &c, CONTACT, obv_slice_of(CONTACT_WORDS));
}

/* ---- Badges -----------------------------------------------------------------
 */

typedef struct codes {
    size_t badge_count;
    obv_printed badges[MAX_BADGES];
    size_t code_count; /* of all badges together */
} codes;

static bool
read_badges(obv_call *call, codes *all)
{
    size_t at = 0;
    const char *path;
    while ((path = obv_given_next(call, "--badge", &at)) != NULL) {
        if (all->badge_count == MAX_BADGES) {
            return obv_fail(call, "more than %d badges", MAX_BADGES);
        }
        obv_printed *badge = &all->badges[all->badge_count++];
        if (!obv_file_differs(call, path, call->operands[0]) ||
            !obv_print_badge(call, path, false, badge)) {
            return false;
        }
        all->code_count += badge->count;
    }
    return true;
}

/* Where codes go: in rows, each as high as its highest. */
typedef struct shelf {
    double x, y, row;
} shelf;

static bool
place_code(obv_call *call, obv_drawing *page, const obv_printed *badge,
           size_t index, shelf *s)
{
    double width = obv_code_width(badge), height = obv_code_height(badge);
    obv_mark title = {
        .kind = OBV_MARK_TEXT,
        .width = badge->module * badge->size,
        .colour = DEEP,
        .text = badge->title.len == 0 ? obv_slice_of(" ") : badge->title,
        .size = 2.7,
        .bold = true,
        .lines = 2,
    };
    double above = obv_draw_height(&title);
    if (s->x + width > PAGE_WIDTH - MARGIN + badge->module * OBV_QUIET_ZONE) {
        s->x = MARGIN - badge->module * OBV_QUIET_ZONE;
        s->y += s->row + ROW_GAP;
        s->row = 0;
    }
    title.x = s->x + badge->module * OBV_QUIET_ZONE;
    title.y = s->y;
    bool done = obv_code_add(call, page, badge, index, s->x, s->y + above) &&
                obv_draw_add(call, page, &title);
    s->x += width + ROW_GAP;
    s->row = s->row > above + height ? s->row : above + height;
    return done;
}

/* From *y on; where they end, in *y. */
static bool
place_codes(obv_call *call, obv_drawing *page, const codes *all, double *y)
{
    column c = {MARGIN, *y, PAGE_WIDTH - 2 * MARGIN};
    if (!flow(call, page, &c, HEADING, obv_slice_of(BADGES_HEADING)) ||
        !flow(call, page, &c, PLACE, obv_slice_of(BADGES_WORDS))) {
        return false;
    }
    shelf s = {.x = PAGE_WIDTH, .y = c.y + 2.0 - ROW_GAP};
    for (size_t i = 0; i < all->badge_count; i++) {
        for (size_t part = 0; part < all->badges[i].count; part++) {
            if (!place_code(call, page, &all->badges[i], part, &s)) {
                return false;
            }
        }
    }
    *y = s.y + s.row;
    return true;
}

/* At the foot of the page: placed once to see how high they are, then there. */
static bool
add_codes(obv_call *call, obv_drawing *page, const codes *all, double below)
{
    size_t before = page->count;
    double end = below;
    if (!place_codes(call, page, all, &end)) {
        return false;
    }
    if (end > CODES_END) {
        return obv_refuse(call, "%zu codes of this size do not fit on a page",
                          all->code_count);
    }
    page->count = before;
    double start = below + CODES_END - end;
    return place_codes(call, page, all, &start);
}

/* ---- The sheet --------------------------------------------------------------
 */

static obv_slice
choose_name(obv_call *call, const codes *all)
{
    const char *name = obv_given(call, "--name");
    if (name != NULL) {
        return obv_slice_of(obv_shown(call, obv_slice_of(name)));
    }
    return all->badge_count > 0 && all->badges[0].holder.len > 0
               ? all->badges[0].holder
               : obv_slice_of("Camille Exemple");
}

static bool
compose(obv_call *call, const codes *all, obv_drawing *page)
{
    column left = {MARGIN, BODY_Y - styles[HEADING].before, SIDE_WIDTH};
    column right = {MAIN_X, left.y, PAGE_WIDTH - MARGIN - MAIN_X};
    page->width = PAGE_WIDTH;
    page->height = PAGE_HEIGHT;
    page->title = "Curriculum vitæ – exemple";
    if (!add_head(call, page, choose_name(call, all)) ||
        !flow_all(call, page, &left, side, COUNT(side)) ||
        !flow_all(call, page, &right, body, COUNT(body))) {
        return false;
    }
    double y = left.y > right.y ? left.y : right.y;
    return all->code_count == 0 || add_codes(call, page, all, y);
}

/* Each badge by itself: what a search makes of the rest of a page has nothing
   to do with how its codes are printed.  `room` is drawn over. */
static bool
can_be_read(obv_call *call, const codes *all, obv_drawing *room)
{
    for (size_t i = 0; i < all->badge_count; i++) {
        const obv_printed *badge = &all->badges[i];
        *room = (obv_drawing){0};
        if (!obv_code_arrange(call, badge, room)) {
            return false;
        }
        if (!obv_read_back(call, room, badge->texts, badge->count)) {
            return obv_print_unreadable(call, badge);
        }
    }
    return true;
}

bool
obv_cv_command(obv_call *call)
{
    const char *out = call->operands[0];
    obv_slice pdf;
    codes *all = obv_arena_alloc(call->arena, 1, sizeof(*all));
    obv_drawing *page = obv_arena_alloc(call->arena, 1, sizeof(*page));
    if (all == NULL || page == NULL) {
        return obv_no_memory(call);
    }
    if (!obv_print_may_write(call, out) || !read_badges(call, all) ||
        !compose(call, all, page) || !obv_draw_pdf(call, page, &pdf)) {
        return false;
    }
    return can_be_read(call, all, page) && obv_file_write(call, out, pdf);
}
