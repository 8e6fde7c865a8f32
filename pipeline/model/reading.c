#include "model/reading.h"

const char *reading_status_name(enum reading_status status)
{
    switch (status) {
    case READING_MISSING:
        return "missing";
    case READING_OK:
        return "ok";
    case READING_UNPARSEABLE:
        return "unparseable";
    case READING_FAILED:
        return "failed";
    }
    return "missing";
}
