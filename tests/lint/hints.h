/*
 * hints.h - what clang-tidy cannot see, since it reads one file at a time; included before each.
 *
 * Setting an error returns false. Without knowing that, the analyser walks on after
 * `if (!open_it(path, &it, err)) return false;` as if it had failed and `it` were not set.
 */
#ifndef LINT_HINTS_H
#define LINT_HINTS_H

#include "base/error.h"

#define error_set(...) (error_set(__VA_ARGS__), false)
#define error_errno(...) (error_errno(__VA_ARGS__), false)

#endif
