#!/usr/bin/env python3
"""stub_llm.py FOLDER - an OpenAI-compatible server for tests, on a port of its own on loopback.

Writes the port to FOLDER/port, and for every request a line to FOLDER/requests: the digest of its body and
its Authorization header. What it answers is told by the file FOLDER/mode, which is read anew each time:

    ok     an interpretation with the genres that the last message names (the default)
    slow   the same, after 100 ms
    mail   the same with an e-mail address in it
    400    the server refuses
    500    the server is broken
"""

import hashlib
import http.server
import json
import pathlib
import sys
import threading
import time

GENRES = ["Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
          "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western"]

folder = pathlib.Path(sys.argv[1])
lock = threading.Lock()


def interpretation(text):
    genres = [genre for genre in GENRES if genre.lower().rstrip("s") in text.lower()]
    return json.dumps({"intent": "search", "genres": genres, "exclude_genres": [],
                       "year_min": None, "year_max": None, "similar_to": [], "movies": []})


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with lock, open(folder / "requests", "a", encoding="utf-8") as log:
            log.write(f"{hashlib.sha256(body).hexdigest()} {self.headers['Authorization']}\n")
        mode = (folder / "mode").read_text().strip() if (folder / "mode").exists() else "ok"
        if mode == "slow":
            time.sleep(0.1)
        if mode.isdigit():
            self.reply(int(mode), {"error": {"message": "the stub is told to fail"}})
            return
        content = interpretation(json.loads(body)["messages"][-1]["content"])
        if mode == "mail":
            content = "Ask someone@example.org: " + content
        self.reply(200, {"choices": [{"message": {"role": "assistant", "content": content},
                                      "finish_reason": "stop"}],
                         "usage": {"prompt_tokens": 100, "completion_tokens": 20}})

    def reply(self, status, document):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """The file of requests is the log."""


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
(folder / "port.new").write_text(str(server.server_address[1]))
(folder / "port.new").rename(folder / "port")
server.serve_forever()
