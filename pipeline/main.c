/*
 * main.c - from the command line to an exit code.
 *
 * The only file that reads the wall clock and the environment, and that ends the process. All
 * that a command needs of the outside world it gets in its struct session.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/str.h"
#include "commands/arguments.h"
#include "commands/commands.h"
#include "commands/help.h"
#include "commands/session.h"
#include "config/config.h"
#include "config/print.h"

#define RUN_MAX ((size_t)8 << 30) /* bytes of an arena; what is larger is in plain blocks */
#define SCRATCH_MAX ((size_t)8 << 30)

#define EXIT_GATE_FAILED 1

extern char **environ;

/*
 * A stream that the caller closed would give its number to the next file that is opened, and
 * results would be written into it. It is opened the wrong way round instead, so that using it
 * fails.
 */
static void hold_standard_streams(void)
{
    for (int stream = 0; stream <= 2; stream++)
        if (fcntl(stream, F_GETFD) == -1 && errno == EBADF)
            open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
}

/* Under SOURCE_DATE_EPOCH the clocks stand still (reproducible-builds.org/specs/source-date-epoch).
 */
static bool read_clock(struct clock *clock, struct error *err)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch == NULL) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        *clock = clock_start((int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000, false);
        return true;
    }
    int64_t seconds;
    if (!str_to_int64(str_from(epoch), &seconds) || seconds < 0 || seconds > INT64_C(253402300799))
        return error_set(err, ERROR_USAGE, AT_FILE("SOURCE_DATE_EPOCH"),
                         "`%s` is no number of seconds from 1970 to 9999", epoch);
    *clock = clock_start(seconds * 1000, true);
    return true;
}

/* See no-color.org. */
static bool may_colour(int stream)
{
    const char *no_color = getenv("NO_COLOR");
    return isatty(stream) == 1 && (no_color == NULL || no_color[0] == '\0');
}

static struct log open_log(const struct config *config, const struct clock *clock)
{
    bool terminal = isatty(STDERR_FILENO) == 1;
    bool text = config->log.format == CONFIG_LOG_TEXT ||
                (config->log.format == CONFIG_LOG_AUTO && terminal);
    return (struct log){
        .out = stderr,
        .level = config->log.level,
        .text = text,
        .colour = text && may_colour(STDERR_FILENO),
        .clock = clock,
    };
}

static void put(FILE *stream, struct str text)
{
    fwrite(text.data, 1, text.size, stream);
}

/* What can be answered without a configuration; false: nothing of that was asked for. */
static bool answer(const struct arguments *arguments, struct arena *arena)
{
    if (arguments->help && arguments->command != NULL)
        put(stdout, help_command(arguments->command, arena));
    else if (arguments->help)
        put(stdout, help_program(arena));
    else if (arguments->print == ARGUMENTS_PRINT_TEMPLATE)
        put(stdout, print_template(arena));
    else if (arguments->print == ARGUMENTS_PRINT_MARKDOWN)
        put(stdout, print_markdown(arena));
    else
        return false;
    return true;
}

static bool execute(const struct arguments *arguments, const struct config *config,
                    struct arena *run, int *exit_code, struct error *err)
{
    assert(arguments->command != NULL);
    struct clock clock;
    if (!read_clock(&clock, err))
        return false;
    struct log log = open_log(config, &clock);
    struct arena *scratch = arena_open("scratch", SCRATCH_MAX);
    struct session session = {
        .config = config,
        .clock = &clock,
        .log = &log,
        .run = run,
        .scratch = scratch,
        .out = stdout,
        .colour = may_colour(STDOUT_FILENO),
        .json = arguments->json,
        .quiet = arguments->quiet,
        .arguments = arguments->positional.items,
        .argument_count = arguments->positional.count,
        .options = arguments->own.items,
        .option_count = arguments->own.count,
        .environment = environ,
        .kernels = getenv("REELGAUGE_KERNELS"),
        .pseudonym_secret = getenv("REELGAUGE_PSEUDONYM_KEY"),
    };
    bool done = arguments->command->execute(&session, err);
    *exit_code = session.gate_failed ? EXIT_GATE_FAILED : EXIT_SUCCESS;
    arena_close(scratch);
    return done;
}

static bool run_program(const char *const *argv, struct arena *arena, int *exit_code,
                        struct error *err)
{
    struct arguments arguments;
    if (!arguments_parse(arena, argv, &arguments, err))
        return false;
    if (arguments.version)
        arguments.command = commands_find("version");
    if (answer(&arguments, arena))
        return true;
    if (arguments.command == NULL && arguments.print == ARGUMENTS_PRINT_NOTHING) {
        put(stderr, help_usage(arena));
        *exit_code = error_exit_code(ERROR_USAGE);
        return true;
    }

    /* A command that nothing in config.ini bears on works even when that file is broken. */
    bool plain = arguments.command != NULL && arguments.command->sections[0] == '\0';
    struct config config;
    struct config_source source = {
        .file = arguments.config_file != NULL ? arguments.config_file : "config.ini",
        .file_required = arguments.config_file != NULL,
        .environment = environ,
        .options = arguments.keys.items,
        .option_count = arguments.keys.count,
    };
    if (plain)
        source = (struct config_source){0};
    if (!config_load(arena, &source, &config, err))
        return false;
    if (arguments.print == ARGUMENTS_PRINT_EFFECTIVE) {
        put(stdout, print_effective(&config, arena));
        return true;
    }
    return execute(&arguments, &config, arena, exit_code, err);
}

/* Results that nobody can read are no success: a full disk behind `>`, a closed pipe. */
static bool flush_results(struct error *err)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    if (errno == 0)
        return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "cannot write to standard output");
    return error_errno(err, AT_NOWHERE, "cannot write to standard output");
}

int main(int argc, char **argv)
{
    (void)argc;
    hold_standard_streams();
    /* A closed pipe and a limit on file sizes are errors of the write, with a message. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);

    struct error err = {0};
    int exit_code = EXIT_SUCCESS;
    struct arena *arena = arena_open("run", RUN_MAX);
    bool done = run_program((const char *const *)argv, arena, &exit_code, &err);
    done = flush_results(done ? &err : NULL) && done;
    arena_close(arena);
    if (done)
        return exit_code;
    fprintf(stderr, "reelgauge: error: %s\n", err.text);
    return error_exit_code(err.kind);
}
