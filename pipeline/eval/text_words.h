/*
 * text_words.h - words and sentences of a text, as assertions count them.
 *
 * White space is that of Unicode. A word is what stands between white space. A sentence ends with
 * `.`, `!`, `?`, `…` or their full-width forms, several of them and closing quotes and brackets
 * included, where white space or the end of the text follows ("3.5" ends nothing, "e.g." does);
 * what stands behind the last one is a sentence too.
 */
#ifndef EVAL_TEXT_WORDS_H
#define EVAL_TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/*
 * Cuts the next word off `*rest`; false when there is none. All bytes count as something, be they
 * valid UTF-8 or not.
 */
bool text_words_next(struct str *rest, struct str *word);

size_t text_words_sentences(struct str text);

#endif
