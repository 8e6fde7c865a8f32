#include "chat_stub.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS_MAX 4096
#define REQUEST_MAX 65536
#define EVENTS_MAX 256

static const char BODY[] =
    "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":"
    "\"stub\","
    "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
    "\"{\\\"intent\\\":\\\"search\\\",\\\"genres\\\":[\\\"Comedy\\\",\\\"Sci-Fi\\\"],\\\"year_"
    "min\\\":"
    "1980,\\\"year_max\\\":1989}\"},\"finish_reason\":\"stop\"}],"
    "\"usage\":{\"prompt_tokens\":240,\"completion_tokens\":32,\"total_tokens\":272}}";

/* What has arrived of the next request of a connection, whose number is its index. */
struct connection {
    char *data;
    size_t size;
};

static void require(bool done, const char *what)
{
    if (done)
        return;
    perror(what);
    exit(EXIT_FAILURE);
}

int chat_stub_open(uint16_t *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    require(listener >= 0, "socket");
    require(bind(listener, (struct sockaddr *)&address, size) == 0, "bind");
    require(listen(listener, 1024) == 0, "listen");
    require(getsockname(listener, (struct sockaddr *)&address, &size) == 0, "getsockname");
    *port = ntohs(address.sin_port);
    return listener;
}

/* Bytes of the first whole request in the buffer, 0 when it is not whole yet. */
static size_t request_size(const struct connection *connection)
{
    static const char LENGTH[] = "content-length:";
    size_t body = 0;
    const char *end = connection->data + connection->size;
    for (const char *line = connection->data, *next; line < end; line = next) {
        next = memchr(line, '\n', (size_t)(end - line));
        if (next++ == NULL)
            return 0;
        if (strncasecmp(line, LENGTH, sizeof LENGTH - 1) == 0)
            body = strtoul(line + sizeof LENGTH - 1, NULL, 10);
        if (*line == '\r')
            return (size_t)(end - next) < body ? 0 : (size_t)(next - connection->data) + body;
    }
    return 0;
}

/* False when the connection is at its end. */
static bool serve(int socket_number, struct connection *connection, const char *response,
                  size_t response_size)
{
    if (connection->data == NULL)
        connection->data = malloc(REQUEST_MAX + 1);
    require(connection->data != NULL, "malloc");
    ssize_t size =
        read(socket_number, connection->data + connection->size, REQUEST_MAX - connection->size);
    if (size <= 0)
        return size < 0 && errno == EAGAIN;
    connection->size += (size_t)size;
    connection->data[connection->size] = '\0';
    for (size_t whole; (whole = request_size(connection)) != 0;) {
        if (write(socket_number, response, response_size) != (ssize_t)response_size)
            return false;
        connection->size -= whole;
        memmove(connection->data, connection->data + whole, connection->size);
    }
    return connection->size < REQUEST_MAX;
}

static void watch(int poll, int socket_number)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = socket_number};
    require(epoll_ctl(poll, EPOLL_CTL_ADD, socket_number, &event) == 0, "epoll_ctl");
}

static void welcome(int poll, int listener)
{
    int on = 1;
    int socket_number = accept(listener, NULL, NULL);
    require(socket_number < CONNECTIONS_MAX, "too many connections");
    if (socket_number < 0)
        return;
    setsockopt(socket_number, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    require(fcntl(socket_number, F_SETFL, O_NONBLOCK) == 0, "fcntl");
    watch(poll, socket_number);
}

void chat_stub_serve(int listener)
{
    static struct connection connections[CONNECTIONS_MAX];
    char response[2048];
    int size = snprintf(response, sizeof response,
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        "Content-Length: %zu\r\n\r\n%s",
                        sizeof BODY - 1, BODY);
    int poll = epoll_create1(0);
    require(poll >= 0, "epoll_create1");
    watch(poll, listener);
    for (;;) {
        struct epoll_event events[EVENTS_MAX];
        int count = epoll_wait(poll, events, EVENTS_MAX, -1);
        for (int i = 0; i < count; i++) {
            int number = events[i].data.fd;
            if (number == listener) {
                welcome(poll, listener);
            } else if (!serve(number, &connections[number], response, (size_t)size)) {
                connections[number].size = 0;
                close(number);
            }
        }
    }
}
