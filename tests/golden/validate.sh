#!/bin/sh
# validate.sh FOLDER - hold the documents of a published set against their schemas.
set -eu
here=$(dirname "$0")

# quietly COMMAND... - show what a check says only when it fails.
quietly()
{
    said=$("$@" 2>&1) || {
        printf '%s\n' "$said" >&2
        exit 1
    }
}

quietly jsonschema -i "$1/summary.json" "$here/../../templates/summary.schema.json"
quietly xmllint --noout --schema "$here/junit.xsd" "$1/junit.xml"
