"""texts.h: how alike two texts are, as nltk (BLEU), rouge_score and rapidfuzz say.

BLEU-4 splits at white space after case-folding, with 1e-7 for a precision of 0. ROUGE-N gets our
tokens (runs of letters, digits and characters beyond ASCII; every other visible character alone)
and no stemming. The distance is that of code points.
"""

import random
import re

import nltk
import rapidfuzz
import rouge_score
from nltk.translate.bleu_score import sentence_bleu
from rapidfuzz.distance import Levenshtein
from rouge_score.rouge_scorer import RougeScorer

WORDS = ("a funny space film from the 80s with aliens and robots , not too long ; Amélie Über naïve "
         "Comedy Sci-Fi Alien (1979) \"Blade Runner\" don't it's 3.5 stars! really? yes. 日本 映画").split()


class Tokens:
    def tokenize(self, text):
        return re.findall(r"[A-Za-z0-9\u0080-\U0010ffff]+|[^\sA-Za-z0-9]", text)


def bleu(reference, answer):
    words = answer.lower().split()
    if not words:
        return 0.0
    return sentence_bleu([r.lower().split() for r in reference], words,
                         smoothing_function=lambda p, **_: [x if x > 0 else 1e-7 for x in p])


def text(rng, least, most):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(least, most)))


def changed(rng, source, times):
    words = source.split()
    for _ in range(times):
        place = rng.randrange(len(words))
        kind = rng.randrange(3)
        if kind == 0:
            words[place] = rng.choice(WORDS)
        elif kind == 1:
            words.insert(place, rng.choice(WORDS))
        elif len(words) > 1:
            del words[place]
    return " ".join(words)


def c_text(value):
    return '"' + "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else "\\%03o" % b
                         for b in value.encode()) + '"'


def main():
    rng = random.Random(5)
    print("/* Printed by texts.py; see README.md.")
    print(" * nltk %s, rapidfuzz %s, rouge_score 0.1.2 */" % (nltk.__version__, rapidfuzz.__version__))
    print("/* clang-format off */")
    print("#ifndef REFERENCE_TEXTS_H\n#define REFERENCE_TEXTS_H\n")
    print("static const struct {\n    const char *reference;\n    const char *second; /* of BLEU; \"\": none */\n"
          "    const char *answer;\n    double bleu;\n    double rouge1;\n    double rouge2;\n"
          "    unsigned distance;\n} TEXTS[] = {")
    scorer = RougeScorer(["rouge1", "rouge2"], use_stemmer=False, tokenizer=Tokens())
    for i in range(240):
        long = i % 6 == 0
        reference = text(rng, 1, 60 if long else 14)
        second = text(rng, 1, 14) if i % 3 == 0 else ""
        answer = changed(rng, reference, rng.randint(0, 6)) if i % 4 else text(rng, 1, 60 if long else 14)
        rouge = scorer.score(reference, answer)
        print("    {%s, %s, %s, %.17g, %.17g, %.17g, %d}," % (
            c_text(reference), c_text(second), c_text(answer),
            bleu([reference] + ([second] if second else []), answer),
            rouge["rouge1"].fmeasure, rouge["rouge2"].fmeasure,
            Levenshtein.distance(reference, answer)))
    print("};\n\n#endif")


main()
