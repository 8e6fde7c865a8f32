/* gold_line.h - a gold case as a line of a gold file. */
#ifndef COMMANDS_GOLD_LINE_H
#define COMMANDS_GOLD_LINE_H

#include "base/arena.h"
#include "base/str.h"
#include "model/genre.h"
#include "model/gold.h"
#include "model/intent.h"

/* Reads back as the same case, of the same digest; its query is masked. No newline. */
struct str gold_line_write(const struct gold_case *one, const struct genre_table *genres,
                           const struct intent_table *intents, struct arena *scratch);

#endif
