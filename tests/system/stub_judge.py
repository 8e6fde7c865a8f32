#!/usr/bin/env python3
"""stub_judge.py FOLDER - a judge for tests behind an OpenAI-compatible API, on a port of its own on loopback.

Writes the port to FOLDER/port and for every request a line to FOLDER/requests. Alone, an answer scores 5 when it
names Comedy and 2 otherwise; of two answers the longer one wins, or, when FOLDER/mode says biased, the first.
Mode broken answers with prose.
"""

import http.server
import json
import pathlib
import re
import sys
import threading

folder = pathlib.Path(sys.argv[1])
lock = threading.Lock()


def part(text, name):
    return re.search(rf"<{name}>\n(.*?)\n</{name}>", text, re.S)[1]


def verdict(text, mode):
    if mode == "broken":
        return "I would give it a good score."
    if "<answer_a>" not in text:
        return json.dumps({"explanation": "by its genres", "score": 5 if "Comedy" in part(text, "answer") else 2})
    first, second = part(text, "answer_a"), part(text, "answer_b")
    winner = "A" if mode == "biased" or len(first) > len(second) else "B" if len(first) < len(second) else "tie"
    return json.dumps({"explanation": "by its length", "winner": winner})


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        mode = (folder / "mode").read_text().strip() if (folder / "mode").exists() else ""
        with lock, open(folder / "requests", "a", encoding="utf-8") as log:
            log.write(body["model"] + "\n")
        reply = json.dumps({"choices": [{"message": {"role": "assistant",
                                                     "content": verdict(body["messages"][-1]["content"], mode)},
                                         "finish_reason": "stop"}],
                            "usage": {"prompt_tokens": 200, "completion_tokens": 20}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *arguments):
        """The file of requests is the log."""


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
(folder / "port.new").write_text(str(server.server_address[1]))
(folder / "port.new").rename(folder / "port")
server.serve_forever()
