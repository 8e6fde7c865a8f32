/*
 * chat_stub.h - an OpenAI-compatible server that costs next to nothing, to measure those who ask
 * it.
 *
 * One thread, epoll, connections that are kept. Every request gets the same answer at once.
 */
#ifndef BENCH_CHAT_STUB_H
#define BENCH_CHAT_STUB_H

#include <stdint.h>

/* A listening socket on a free port of loopback; ends the process when there is none. */
int chat_stub_open(uint16_t *port);

/* Answers for ever. */
void chat_stub_serve(int listener) __attribute__((noreturn));

#endif
