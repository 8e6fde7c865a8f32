#include "train/hybrid_metrics.h"

#include "suite.h"

static struct arena *arena;
static struct metric_list list;

static void open_list(void)
{
    arena = arena_open("test", 1 << 20);
    list = metric_list_init(arena);
}

static void close_list(void)
{
    arena_close(arena);
}

static struct hybrid_scores scores(double ndcg, double hit_rate)
{
    return (struct hybrid_scores){.hit_rate = {hit_rate, {0, 1}}, .ndcg = {ndcg, {0.1, 0.9}}};
}

static double value_of(const char *selector)
{
    const struct metric *metric = metric_find(&list, str_from(selector));
    ck_assert_msg(metric != NULL, "%s", selector);
    return metric->value;
}

START_TEST(each_way_of_making_lists_has_its_figures)
{
    struct hybrid_curve curve = {
        .users = 7, .point_count = 3, .filter = scores(0.3, 0.4), .chosen = scores(0.5, 0.6)};
    curve.points[0].scores = scores(0.1, 0.2);
    curve.points[2].scores = scores(0.7, 0.8);
    hybrid_metrics_add(&curve, 10, &list);
    ck_assert_uint_eq(list.count, 8);
    ck_assert_double_eq(value_of("hybrid_ndcg_at_10"), 0.5);
    ck_assert_double_eq(value_of("hybrid_ndcg_at_10{order=model,source=swipes}"), 0.1);
    ck_assert_double_eq(value_of("hybrid_ndcg_at_10{order=reading,source=swipes}"), 0.7);
    ck_assert_double_eq(value_of("hybrid_hit_rate_at_10{order=filter,source=swipes}"), 0.4);
    const struct metric *mixed = metric_find(&list, STR("hybrid_hit_rate_at_10"));
    ck_assert_double_eq(mixed->value, 0.6);
    ck_assert_uint_eq(mixed->support, 7);
    ck_assert_double_eq(mixed->interval.high, 1);
    ck_assert_str_eq(mixed->definition->title, "Hybrid hit rate@10");
}
END_TEST

START_TEST(tags_are_never_the_headline)
{
    struct hybrid_curve curve = {.source = HYBRID_TAGS, .point_count = 2};
    hybrid_metrics_add(&curve, 5, &list);
    for (size_t i = 0; i < list.count; i++)
        ck_assert(!list.items[i].headline);
    ck_assert_double_eq(value_of("hybrid_ndcg_at_5{order=mixed,source=tags}"), 0);
}
END_TEST

START_TEST(without_figures_there_is_no_metric)
{
    const struct hybrid_curve curve = {.reason = STR("none can be tested")};
    hybrid_metrics_add(&curve, 10, &list);
    ck_assert_uint_eq(list.count, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_list, close_list, "hybrid_metrics",
                            each_way_of_making_lists_has_its_figures, tags_are_never_the_headline,
                            without_figures_there_is_no_metric);
}
