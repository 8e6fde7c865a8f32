/*
 * junit.h - a summary document as JUnit XML, for the test tab of a CI system.
 *
 * One suite per interpreter with a test per gold case (failure: a wrong answer, error: an answer
 * that failed or cannot be parsed, skipped: never asked), and the suite `gates` with a test per
 * gate. Keeps to the schema that Jenkins uses (junit-10.xsd); what a test has to say stands in
 * the body, which GitLab shows, too.
 */
#ifndef REPORT_JUNIT_H
#define REPORT_JUNIT_H

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"

/* All cases of the summary, also those that the page does not show. */
struct str junit_render(const struct json *summary, struct arena *arena);

#endif
