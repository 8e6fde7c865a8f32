/* gold_changes.h - one digest for a whole gold set, and what is different from an earlier one. */
#ifndef EVAL_GOLD_CHANGES_H
#define EVAL_GOLD_CHANGES_H

#include "base/arena.h"
#include "base/hash.h"
#include "model/gold.h"
#include "model/gold_account.h"
#include "model/history.h"

/*
 * SHA-256 over the digests of all cases in ascending order: the same for the same cases in any
 * order and any files, whatever their ids and tags.
 */
struct hash_sha256 gold_changes_digest(const struct gold_set *gold, struct arena *scratch);

/*
 * Cases are the same when their ids are; edited when their digests differ then. An earlier set that
 * does not exist gives changes that are not known. Ids are borrowed from both sets.
 */
struct gold_changes gold_changes_since(const struct history_gold *before,
                                       const struct gold_set *gold, struct arena *arena,
                                       struct arena *scratch);

#endif
