/*
 * recent.h - which events were seen lately: a set of hashes that forgets what is older than a
 * window of event time, in memory in proportion to the events of one or two windows.
 */
#ifndef LOAD_RECENT_H
#define LOAD_RECENT_H

#include <stdbool.h>
#include <stdint.h>

struct recent;

/* Never NULL. */
struct recent *recent_open(int64_t window_ms);
void recent_close(struct recent *recent);

/*
 * True when the hash was added at a time less than a window away from `ts_ms`. Adds it otherwise.
 * An event more than two windows older than the newest is told by what is left of its time: late
 * repeats may count again.
 */
bool recent_seen(struct recent *recent, uint64_t hash, int64_t ts_ms);

#endif
