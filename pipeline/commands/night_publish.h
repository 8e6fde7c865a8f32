/* night_publish.h - makes the run public: files, history, link, in an order that survives a kill.
 */
#ifndef COMMANDS_NIGHT_PUBLISH_H
#define COMMANDS_NIGHT_PUBLISH_H

#include "commands/night.h"

/*
 * Builds the summary, writes the whole set into a folder of its own and flushes it, renames it
 * to runs/RUN, takes the run into the history in one transaction, and only then points
 * `latest` at it. Killed anywhere, `latest` leads to a whole set, and the next start repairs
 * the rest (night_recover.h). Then prints the result.
 */
bool night_publish_all(struct night *night, struct error *err);

#endif
