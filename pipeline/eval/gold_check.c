#include "eval/gold_check.h"

#include <assert.h>

#include "base/map.h"
#include "base/unicode.h"
#include "eval/near_texts.h"

#define SHOWN_MAX 80 /* bytes of an id or title in a text */

static const struct metric_definition FINDINGS = {
    .key = "gold_findings",
    .title = "Mistakes in the gold cases",
    .unit = METRIC_COUNT,
    .direction = METRIC_LOWER_IS_BETTER,
    .formula = "findings of the kinds that [gold] fail_on names",
    .interval = NULL,
};

static const struct metric_definition FINDINGS_OF_KIND = {
    .key = "gold_findings",
    .title = "Findings of a kind in the gold cases",
    .unit = METRIC_COUNT,
    .direction = METRIC_LOWER_IS_BETTER,
    .formula = "findings of the kind, as datasets/README.md defines them",
    .interval = NULL,
};

struct check {
    const struct gold_set *gold;
    const struct gold_check_tables *tables;
    const struct gold_check_options *options;
    struct arena *arena;
    struct arena *scratch;
    struct gold_finding_list *out;
};

static struct str shown(struct str text)
{
    return str_cut(text, SHOWN_MAX);
}

/* ── one case ── */

static void check_films(const struct check *check, const struct gold_case *one,
                        const struct film_set *films, enum slot slot)
{
    for (size_t f = 0; f < films->count; f++)
        if (films->items[f] >= check->tables->catalogue->count)
            gold_finding_add(check->out, check->arena, GOLD_FINDING_UNKNOWN_FILM, one->at,
                             "\"%.*s\": %s: the catalogue does not list \"%.*s\"",
                             STR_ARG(shown(one->id)), slots_name(slot),
                             STR_ARG(shown(films->texts[f])));
}

static void check_case(const struct check *check, const struct gold_case *one)
{
    const struct genre_table *genres = check->tables->genres;
    genre_set both = one->expected.genres & one->expected.exclude_genres;
    for (size_t g = 0; both != 0 && g < genres->count; g++)
        if ((both & genre_bit((int)g)) != 0)
            gold_finding_add(check->out, check->arena, GOLD_FINDING_CONTRADICTION, one->at,
                             "\"%.*s\" both expects and excludes %.*s", STR_ARG(shown(one->id)),
                             STR_ARG(genres->names[g]));
    check_films(check, one, &one->expected.similar_to, SLOT_SIMILAR_TO);
    check_films(check, one, &one->expected.movies, SLOT_MOVIES);
}

/* ── two cases ── */

static bool is_held_out(const struct check *check, const struct gold_case *one)
{
    for (size_t t = 0; t < one->tag_count; t++)
        if (str_equal(one->tags[t], check->options->held_out_tag))
            return check->options->held_out_tag.size != 0;
    return false;
}

/* The first slot that both judge and that is not the same in both; SLOT_COUNT when they agree. */
static enum slot disagreement(const struct gold_case *a, const struct gold_case *b)
{
    unsigned judged = a->expected.named & b->expected.named;
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        if ((judged & SLOT_BIT(slot)) != 0 &&
            !slots_equal((enum slot)slot, &a->expected, &b->expected))
            return (enum slot)slot;
    return SLOT_COUNT;
}

static void tell_of_equal(const struct check *check, const struct gold_case *first,
                          const struct gold_case *one)
{
    enum slot slot = disagreement(first, one);
    const char *what = "has the query of";
    enum gold_finding_kind kind = GOLD_FINDING_DUPLICATE;
    const char *more = "";
    if (slot != SLOT_COUNT) {
        kind = GOLD_FINDING_CONFLICT;
        more = arena_printf(check->scratch, " and expects another %s", slots_name(slot));
    } else if (is_held_out(check, first) != is_held_out(check, one)) {
        kind = GOLD_FINDING_HELD_OUT_LEAK;
        more = ", and only one of them is held out";
    }
    gold_finding_add(check->out, check->arena, kind, one->at, "\"%.*s\" %s \"%.*s\" (%s:%zu)%s",
                     STR_ARG(shown(one->id)), what, STR_ARG(shown(first->id)), first->at.file,
                     first->at.line, more);
}

/* Of equal queries the first one stays; the others are told of, and not compared any further. */
static size_t tell_of_all_equal(const struct check *check, uint32_t *kept)
{
    struct map queries = map_init(check->scratch);
    size_t count = 0;
    for (size_t i = 0; i < check->gold->count; i++) {
        const struct gold_case *one = &check->gold->items[i];
        uint32_t first;
        if (map_find(&queries, one->canonical, &first)) {
            tell_of_equal(check, &check->gold->items[first], one);
            continue;
        }
        map_add(&queries, one->canonical, (uint32_t)i);
        kept[count++] = (uint32_t)i;
    }
    return count;
}

static void tell_of_near(const struct check *check, const struct gold_case *first,
                         const struct gold_case *one, double similarity)
{
    bool leak = is_held_out(check, first) != is_held_out(check, one);
    bool agree = disagreement(first, one) == SLOT_COUNT;
    gold_finding_add(check->out, check->arena,
                     leak ? GOLD_FINDING_HELD_OUT_LEAK : GOLD_FINDING_NEAR_DUPLICATE, one->at,
                     "\"%.*s\" is nearly \"%.*s\" (%s:%zu; %.0f %% of the words), %s",
                     STR_ARG(shown(one->id)), STR_ARG(shown(first->id)), first->at.file,
                     first->at.line, 100 * similarity,
                     leak    ? "and only one of them is held out"
                     : agree ? "and expects the same"
                             : "and expects something else");
}

/* ── examples of prompts ── */

struct example {
    const struct prompt *prompt;
    size_t number; /* from 1 */
    struct str query;
};

struct examples {
    struct example *items;
    size_t count;
    size_t capacity;
};

static struct examples collect_examples(const struct check *check)
{
    struct examples examples = {0};
    const struct prompt_list *prompts = check->tables->prompts;
    for (size_t p = 0; p < prompts->count; p++)
        for (size_t e = 0; e < prompts->items[p].example_count; e++)
            *ARENA_PUSH(check->scratch, &examples) =
                (struct example){&prompts->items[p], e + 1, prompts->items[p].examples[e].query};
    return examples;
}

static void tell_of_example(const struct check *check, const struct gold_case *one,
                            const struct example *example, double similarity)
{
    gold_finding_add(check->out, check->arena, GOLD_FINDING_PROMPT_LEAK, one->at,
                     "\"%.*s\" is example %zu of the prompt %.*s (%s; %.0f %% of the words)",
                     STR_ARG(shown(one->id)), example->number, STR_ARG(example->prompt->name),
                     example->prompt->at.file, 100 * similarity);
}

/* Cases before examples, so that the second of a pair is an example when one of them is. */
static void check_pairs(const struct check *check)
{
    uint32_t *kept = ARENA_ARRAY(check->scratch, uint32_t, check->gold->count);
    size_t cases = tell_of_all_equal(check, kept);
    struct examples examples = collect_examples(check);
    struct str *texts = ARENA_ARRAY(check->scratch, struct str, cases + examples.count);
    for (size_t i = 0; i < cases; i++)
        texts[i] = unicode_search_key(check->scratch, check->gold->items[kept[i]].query);
    for (size_t e = 0; e < examples.count; e++)
        texts[cases + e] = unicode_search_key(check->scratch, examples.items[e].query);

    struct near_texts near =
        near_texts_find(texts, cases + examples.count, check->options->similarity,
                        GOLD_CHECK_PAIRS_MAX, check->scratch, check->scratch);
    if (near.cut)
        gold_finding_add(check->out, check->arena, GOLD_FINDING_NEAR_DUPLICATE, AT_NOWHERE,
                         "there are more than %d pairs of nearly equal queries; the search ended "
                         "there",
                         GOLD_CHECK_PAIRS_MAX);
    for (size_t p = 0; p < near.count; p++) {
        const struct near_texts_pair *pair = &near.items[p];
        if (pair->first >= cases)
            continue;
        const struct gold_case *first = &check->gold->items[kept[pair->first]];
        if (pair->second < cases) {
            tell_of_near(check, first, &check->gold->items[kept[pair->second]], pair->similarity);
            continue;
        }
        assert(examples.items != NULL);
        tell_of_example(check, first, &examples.items[pair->second - cases], pair->similarity);
    }
}

void gold_check_cases(const struct gold_set *gold, const struct gold_check_tables *tables,
                      const struct gold_check_options *options, struct arena *arena,
                      struct arena *scratch, struct gold_finding_list *out)
{
    const struct check check = {gold, tables, options, arena, scratch, out};
    for (size_t i = 0; i < gold->count; i++)
        check_case(&check, &gold->items[i]);
    check_pairs(&check);
}

void gold_check_metrics(const struct gold_finding_list *findings, unsigned set, size_t cases,
                        struct metric_list *out)
{
    metric_add(out, &FINDINGS, (double)gold_finding_total(findings, set), cases)->headline = true;
    for (int kind = 0; kind < GOLD_FINDING_KINDS; kind++)
        metric_label(metric_add(out, &FINDINGS_OF_KIND, (double)findings->counts[kind], cases),
                     "kind", gold_finding_name((enum gold_finding_kind)kind));
}
