#include "eval/perturb_foreign.h"

#define LANGUAGES 6

/* English, then German, French, Spanish, Italian, Portuguese, Dutch. */
static const struct {
    const char *english;
    const char *foreign[LANGUAGES];
} WORDS[] = {
    {"adventure", {"Abenteuer", "aventure", "aventura", "avventura", "aventura", "avontuur"}},
    {"adventures", {"Abenteuer", "aventures", "aventuras", "avventure", "aventuras", "avonturen"}},
    {"animated", {"animiert", "animé", "animada", "animato", "animado", "geanimeerd"}},
    {"cartoon",
     {"Zeichentrickfilm", "dessin animé", "dibujos animados", "cartone animato", "desenho animado",
      "tekenfilm"}},
    {"cartoons",
     {"Zeichentrickfilme", "dessins animés", "dibujos animados", "cartoni animati",
      "desenhos animados", "tekenfilms"}},
    {"comedies", {"Komödien", "comédies", "comedias", "commedie", "comédias", "komedies"}},
    {"comedy", {"Komödie", "comédie", "comedia", "commedia", "comédia", "komedie"}},
    {"documentaries",
     {"Dokumentarfilme", "documentaires", "documentales", "documentari", "documentários",
      "documentaires"}},
    {"documentary",
     {"Dokumentarfilm", "documentaire", "documental", "documentario", "documentário",
      "documentaire"}},
    {"drama", {"Drama", "drame", "drama", "dramma", "drama", "drama"}},
    {"dramas", {"Dramen", "drames", "dramas", "drammi", "dramas", "drama's"}},
    {"fantasy", {"Fantasy", "fantastique", "fantasía", "fantasy", "fantasia", "fantasie"}},
    {"funny", {"lustig", "drôle", "divertida", "divertente", "engraçado", "grappig"}},
    {"horror", {"Horror", "horreur", "terror", "orrore", "terror", "horror"}},
    {"kids", {"Kinder", "enfants", "niños", "bambini", "crianças", "kinderen"}},
    {"musical", {"Musical", "comédie musicale", "musical", "musical", "musical", "musical"}},
    {"musicals",
     {"Musicals", "comédies musicales", "musicales", "musical", "musicais", "musicals"}},
    {"romance", {"Romanze", "romance", "romance", "storia d'amore", "romance", "romantiek"}},
    {"romantic", {"romantisch", "romantique", "romántica", "romantica", "romântico", "romantisch"}},
    {"scary", {"gruselig", "effrayant", "de miedo", "spaventoso", "assustador", "eng"}},
    {"thriller", {"Thriller", "thriller", "suspense", "thriller", "suspense", "thriller"}},
    {"thrillers", {"Thriller", "thrillers", "thrillers", "thriller", "suspenses", "thrillers"}},
    {"war", {"Krieg", "guerre", "guerra", "guerra", "guerra", "oorlog"}},
    {"western", {"Western", "western", "wéstern", "western", "faroeste", "western"}},
    {"westerns", {"Western", "westerns", "wésterns", "western", "faroestes", "westerns"}},
};

struct str perturb_foreign(struct str word, struct rng *rng)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_equal_ascii_nocase(word, str_from(WORDS[i].english)))
            return str_from(WORDS[i].foreign[rng_below(rng, LANGUAGES)]);
    return STR_NONE;
}
