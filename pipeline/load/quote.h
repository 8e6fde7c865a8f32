/* quote.h - a value of the user's file as a reason may show it. */
#ifndef LOAD_QUOTE_H
#define LOAD_QUOTE_H

#include "base/str.h"
#include "load/loader.h"

/*
 * The text with personal data masked and ill-formed UTF-8 made visible, cut to about 40 bytes.
 * It lives in loader->scratch. Not for the fast way: only records with something odd come here.
 */
struct str quote_text(struct loader *loader, struct str text);

#endif
