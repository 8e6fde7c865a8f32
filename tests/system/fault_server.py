#!/usr/bin/env python3
"""fault_server.py FOLDER - an OpenAI-compatible server on loopback that does everything wrong.

The fault is the first part of the path: http://127.0.0.1:PORT/reset/chat/completions breaks the
connection. FOLDER has the certificates self.pem and other.pem, each with its key; there the server
writes `ports` (plain, with a certificate that nobody signed, with one of another host, and a trap
where nothing may ever arrive) and, for each connection that the trap gets, a line of `trapped`.
"""
import gzip
import json
import os
import pathlib
import socket
import ssl
import struct
import sys
import threading
import time
from email.utils import formatdate

FOLDER = pathlib.Path(sys.argv[1])
lock = threading.Lock()
seen = {}  # how often a question came to a path
under_way = 0
ports = {}


def completion(text):
    return json.dumps({
        "id": "chatcmpl-1", "object": "chat.completion", "model": "tiny",
        "choices": [{"index": 0, "finish_reason": "stop",
                     "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}}).encode()


def response(status, body, *headers, length=None):
    lines = [f"HTTP/1.1 {status} Whatever", "Content-Type: application/json",
             f"Content-Length: {len(body) if length is None else length}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(*headers):
    return "\r\n".join(["HTTP/1.1 200 OK", "Transfer-Encoding: chunked", *headers]).encode() + b"\r\n\r\n"


class Request:
    """One request and the connection that it came over."""

    def __init__(self, connection, number, path, headers, body):
        self.connection = connection
        self.send = connection.sendall
        self.number = number  # of the connection
        self.headers = headers
        self.question = json.loads(body)["messages"][0]["content"]
        with lock:
            self.times = seen[path, self.question] = seen.get((path, self.question), 0) + 1

    def answer(self, text=None, *headers):
        self.send(response(200, completion(text or f"{self.question} over connection {self.number}"), *headers))


# Each fault answers one request; True when the connection may be used again.

def ok(request):
    request.answer()
    return True


def hasty(request):
    """Closes the connection without having said so, as the next question is on its way."""
    request.answer()


def slow(request):
    """Says how many were under way at once."""
    global under_way
    with lock:
        under_way += 1
        now = under_way
    time.sleep(0.1)
    with lock:
        under_way -= 1
    request.answer(f"{now} at once")
    return True


def hang(request):
    time.sleep(3600)


def hang_in_the_body(request):
    request.send(response(200, b'{"choices":', length=500))
    time.sleep(3600)


def slow_headers(request):
    for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 1000:
        request.send(bytes([byte]))
        time.sleep(0.02)


def dribble(request):
    """Whole, but in chunks of one byte, each in a packet of its own."""
    request.send(chunked())
    for byte in completion("drop by drop"):
        request.send(b"1\r\n" + bytes([byte]) + b"\r\n")
    request.send(b"0\r\n\r\n")
    return True


def dribble_for_ever(request):
    request.send(chunked())
    while True:
        request.send(b"1\r\n \r\n")
        time.sleep(0.02)


def truncated(request):
    body = completion("half of it")
    request.send(response(200, body[:len(body) // 2], length=len(body)))


def truncated_chunks(request):
    request.send(chunked() + b"40\r\n" + b'{"choices":')


def close(request):
    pass


def reset(request):
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def reset_once(request):
    if request.times == 1:
        return reset(request)
    return ok(request)


def no_http(request):
    request.send(b"220 mail.example.org ESMTP ready\r\n" * 40)


def no_json(request):
    request.send(response(200, b"<html><body>It works!</body></html>"))
    return True


def cut_json(request):
    request.send(response(200, completion("x")[:40]))
    return True


def nothing(request):
    request.send(response(200, b""))
    return True


def wrong_shape(request):
    request.send(response(200, b'{"choices":[{"delta":{"content":"a stream"}}]}'))
    return True


def wrong_types(request):
    request.send(response(200, b'{"choices":[{"message":{"content":{"text":"x"}}}]}'))
    return True


def error_in_200(request):
    request.send(response(200, b'{"error":{"message":"the model crashed"}}'))
    return True


def storm(request):
    """Twice too many requests, then an answer."""
    if request.times > 2:
        return ok(request)
    request.send(response(429, b'{"error":{"message":"slow down"}}'))
    return True


def storm_in_seconds(request):
    if request.times > 1:
        return ok(request)
    request.send(response(429, b"{}", "Retry-After: 1"))
    return True


def storm_until_a_date(request):
    if request.times > 1:
        return ok(request)
    request.send(response(429, b"{}", "Retry-After: " + formatdate(time.time() + 2, usegmt=True)))
    return True


def storm_for_ever(request):
    """Wants an hour between attempts, which nobody has."""
    request.send(response(429, b'{"error":{"message":"quota used up"}}', "Retry-After: 3600"))
    return True


def recovering(request):
    """One kind of server trouble after the other, then an answer."""
    statuses = [500, 502, 503, 504, 529]
    if request.times > len(statuses):
        return ok(request)
    request.send(response(statuses[request.times - 1], b"upstream is down"))
    return True


def broken(request):
    request.send(response(500, b'{"detail":"out of\\n\\u001b[31mmemory"}'))
    return True


def broken_at_length(request):
    request.send(response(503, b" " * 10_000_000))


def refused(request):
    request.send(response(400, b'{"error":"model \\"tiny\\" not found"}'))
    return True


def unauthorised(request):
    key = request.headers.get("authorization", "")
    request.send(response(401, json.dumps({"error": {"message": f"bad key {key}"}}).encode()))
    return True


def echo_of_the_key(request):
    request.answer("you sent " + request.headers.get("authorization", "nothing"))
    return True


def redirect(request):
    request.send(response(302, b"", f"Location: http://127.0.0.1:{ports['trap']}/v1"))
    return True


def redirect_that_keeps(request):
    request.send(response(307, b"", f"Location: http://127.0.0.1:{ports['trap']}/v1"))
    return True


def huge(request):
    request.send(response(200, b"", length=10**12))
    while True:
        request.send(b" " * 65536)


def endless(request):
    request.send(chunked())
    while True:
        request.send(b"10000\r\n" + b" " * 65536 + b"\r\n")


def endless_headers(request):
    request.send(b"HTTP/1.1 200 OK\r\n")
    while True:
        request.send(b"X-More: and more\r\n" * 1000)


def one_long_header(request):
    request.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        request.send(b"x" * 65536)


def endless_continue(request):
    while True:
        request.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def bomb(request):
    """A few kilobytes that unpack to ten million."""
    request.send(response(200, gzip.compress(b" " * 10_000_000), "Content-Encoding: gzip"))
    return True


def bomb_in_transfer(request):
    body = gzip.compress(b" " * 10_000_000)
    request.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
                 + f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n")
    return True


def read_request(stream):
    line = stream.readline()
    if not line:
        return None
    path = line.split()[1].decode()
    headers = {}
    for line in iter(stream.readline, b"\r\n"):
        name, _, value = line.decode().partition(":")
        headers[name.lower()] = value.strip()
    return path, headers, stream.read(int(headers.get("content-length", 0)))


def converse(connection, number, context):
    try:
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream = connection.makefile("rb")
        while (read := read_request(stream)):
            path, headers, body = read
            if path.startswith("http://"):  # as a proxy is asked
                path = "/" + path.split("/", 3)[3]
            fault = globals()[path.split("/")[1].replace("-", "_")]
            if not fault(Request(connection, number, path, headers, body)):
                break
        stream.close()
    except (OSError, ValueError, IndexError):  # a broken connection; no HTTP, such as a TLS handshake
        pass
    finally:
        connection.close()


def trap(connection, number, context):
    with lock, open(FOLDER / "trapped", "a") as file:
        print("somebody came", file=file)
    connection.close()


def serve(name, talk, context=None):
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    ports[name] = listener.getsockname()[1]

    def accept():
        number = 0
        while True:
            connection, _ = listener.accept()
            number += 1
            threading.Thread(target=talk, args=(connection, number, context), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


def certified(name):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(FOLDER / f"{name}.pem", FOLDER / f"{name}.key")
    return context


serve("plain", converse)
serve("self", converse, certified("self"))
serve("other", converse, certified("other"))
serve("trap", trap)
(FOLDER / "ports.new").write_text(" ".join(str(port) for port in ports.values()) + "\n")
os.rename(FOLDER / "ports.new", FOLDER / "ports")
threading.Event().wait()
