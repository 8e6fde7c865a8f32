/* assert_reason.h - a sentence that says why an assertion fails. */
#ifndef EVAL_ASSERT_REASON_H
#define EVAL_ASSERT_REASON_H

#include "base/arena.h"
#include "base/str.h"
#include "eval/assert_decide.h"

/*
 * The reason behind a decision that is a failure, "not-" considered: "does not contain "space"",
 * "has 12 words, not 3 to 9". Texts of the assertion are cut to some 80 bytes.
 */
struct str assert_reason(const struct assert_check *check, const struct assert_decision *decision,
                         struct arena *arena);

#endif
