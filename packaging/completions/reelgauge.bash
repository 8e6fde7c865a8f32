# shellcheck shell=bash
# Bash completion for reelgauge. It asks the program for its commands and options, and so never
# falls behind it.

# _reelgauge_command WORD... - the command among the words, of one word or two.
_reelgauge_command()
{
    local word command=''
    for word in "$@"; do
        case $word in
        -*) break ;;
        *) command+=${command:+ }$word ;;
        esac
    done
    printf '%s\n' "$command"
}

_reelgauge()
{
    local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} command choices
    command=$(_reelgauge_command "${COMP_WORDS[@]:1:COMP_CWORD-1}")
    case $current in
    -*)
        # shellcheck disable=SC2086 # a command may be two words
        choices=$("$program" $command --help 2>/dev/null | sed -n 's/^  \(--[a-z0-9._-]*\).*/\1/p')
        ;;
    *)
        choices=$("$program" --help 2>/dev/null |
            sed -n '/^Commands/,/^$/ s/^  \([a-z][a-z ]*[a-z]\)  .*/\1/p' |
            awk -v command="${command:+$command }" 'index($0, command) == 1 {
                split(substr($0, length(command) + 1), words, " ")
                print words[1]
            }')
        ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$current")
}

# What is neither a command nor an option is a file.
complete -o bashdefault -o default -F _reelgauge reelgauge
