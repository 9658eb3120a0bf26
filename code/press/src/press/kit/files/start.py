#!/usr/bin/env python3
"""Serves the book to a room from one computer. Needs Python 3.8 or newer, nothing else, and no internet.

python3 start.py [--port 8000] [--no-browser]
"""

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import threading
import webbrowser
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
SITE = HERE / "site"
PORTS_TO_TRY = 20
SECONDS_IDLE = 60  # after which a browser's open connection gives its thread back

# Said here, because some systems know these types wrongly, and browsers then refuse to run the files.
TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ipynb": "application/x-ipynb+json",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".py": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".whl": "application/zip",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
# A digest in the name or after "?v=": this address never holds anything else.
NEVER_CHANGES = re.compile(r"(?:^|[._-])[0-9a-f]{7,64}\.(?!html|ipynb|json)\w+$|\?v=[0-9a-f]+$")


class Handler(SimpleHTTPRequestHandler):
    """Gives the files of one folder, and asks browsers to keep those that never change."""

    protocol_version = "HTTP/1.1"  # one connection for many files
    disable_nagle_algorithm = True  # or each answer waits for a sign of the last
    timeout = SECONDS_IDLE
    version = ""  # of the kit
    arrived = staticmethod(lambda address: None)

    def send_head(self):
        """Answer all but the content; return the open file, or None when there is nothing to send."""
        self.arrived(self.client_address[0])
        path = self.translate_path(self.path)
        if os.path.isdir(path):
            if not urlsplit(self.path).path.endswith("/"):
                return self.redirect(urlsplit(self.path).path + "/")
            path = os.path.join(path, "index.html")
        try:
            file = open(path, "rb")  # noqa: SIM115 - the server closes it
        except OSError:
            return self.not_found()
        status = os.fstat(file.fileno())
        # The version changes with any file of the kit, time and size when someone edits a file of it.
        tag = f'"{self.version}-{status.st_mtime_ns:x}-{status.st_size:x}"'
        if self.headers.get("If-None-Match") == tag:
            file.close()
            self.send_response(304)
            self.caching(tag)
            self.end_headers()
            return None
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(status.st_size))
        self.caching(tag)
        self.end_headers()
        return file

    def caching(self, tag):
        kept = NEVER_CHANGES.search(self.path.rpartition("/")[2])
        self.send_header("Cache-Control", "max-age=31536000, immutable" if kept else "no-cache")
        self.send_header("ETag", tag)

    def redirect(self, address):
        self.send_response(301)
        # Two slashes at the start would lead to another host.
        self.send_header("Location", "/" + address.lstrip("/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def not_found(self):
        try:
            content = (SITE / "404.html").read_bytes()
        except OSError:
            content = b"404"
        self.send_response(404)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def guess_type(self, path):
        return TYPES.get(os.path.splitext(path)[1].lower(), "application/octet-stream")

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    """Forty learners open the same page in the same second."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256
    # On Windows this would let two programs share a port, and each get some of the learners.
    allow_reuse_address = os.name != "nt"

    def server_bind(self):
        # The default asks the network for this computer's name, which can take long without internet.
        socket.socket.bind(self.socket, self.server_address)
        self.server_name, self.server_port = "localhost", self.socket.getsockname()[1]

    def handle_error(self, request, client_address):
        # A learner who closes a page while it loads is no fault.
        if not isinstance(sys.exc_info()[1], (OSError, ValueError)):
            super().handle_error(request, client_address)


def in_use(port):
    """Whether another program already answers on this port of this computer."""
    with socket.socket() as other:
        other.settimeout(0.5)
        return other.connect_ex(("127.0.0.1", port)) == 0


def listen(handler, first, tell):
    """A server on the first free port; ``tell(port)`` is called for each that is in use. None if there is none."""
    for port in range(first, min(first + PORTS_TO_TRY, 65536)):
        if not in_use(port):
            try:
                return Server(("", port), handler)
            except OSError:
                pass
        tell(port)
    return None


def lan_addresses():
    """The addresses under which others on the same network reach this computer, the likeliest first."""
    found = []
    # No packet leaves: this only asks which of our addresses would be used to get there.
    for there in ("192.0.2.1", "192.168.43.1", "192.168.137.1", "172.20.10.2", "10.42.0.1", "10.0.0.1"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((there, 9))
                found.append(probe.getsockname()[0])
            except OSError:
                continue
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    if os.name != "nt":
        found += re.findall(r"(?<!\S)(\d+\.\d+\.\d+\.\d+)", printed_by("hostname", "-I"))
        found += re.findall(r"inet (?:addr:)?(\d+\.\d+\.\d+\.\d+)", printed_by("ifconfig"))
    # Not this computer's own loop, nor what it calls itself when no network answered.
    usable = [each for each in dict.fromkeys(found) if not each.startswith(("0.", "127.", "169.254."))]
    return usable[:4]


def printed_by(*command):
    """What a command of the system prints; nothing when it is not there."""
    try:
        shown = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=5)
    except (OSError, subprocess.SubprocessError):
        return ""
    return shown.stdout.decode("ascii", "replace")


def main():
    parser = argparse.ArgumentParser(description="Serves the book to a room, without internet.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-browser", action="store_true", help="do not open this computer's browser")
    options = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        # Not every terminal has every accent.
        stream.reconfigure(errors="replace", line_buffering=True)
    try:
        kit = json.loads((HERE / "kit.json").read_text(encoding="utf-8"))
    except OSError:
        kit = None
    if kit is None or not SITE.is_dir():
        sys.exit("Unzip the whole kit first. / Décompressez d'abord tout le kit.")
    words = kit["words"]

    def say(key, **values):
        for each in words.values():
            print(each[key].format(**values))

    addresses = lan_addresses()
    seen, one_at_a_time = {"127.0.0.1", *addresses}, threading.Lock()
    own = len(seen)

    def arrived(address):
        with one_at_a_time:
            if address not in seen:
                seen.add(address)
                say("device", n=len(seen) - own, address=address)

    Handler.version, Handler.arrived = kit["version"], staticmethod(arrived)
    server = listen(
        partial(Handler, directory=str(SITE)),
        options.port,
        lambda port: say("busy", port=port, next=port + 1),
    )
    if server is None:
        say("no_port", first=options.port)
        sys.exit(1)
    with suppress(KeyboardInterrupt):
        print(f"{' · '.join(kit['titles'])} ({kit['version']})")
        announce(words, addresses, server.server_port)
        if not options.no_browser:
            local = f"http://localhost:{server.server_port}/"
            threading.Thread(target=webbrowser.open, args=(local,), daemon=True).start()
        server.serve_forever()
    server.server_close()
    print()
    say("stopped")


def announce(words, addresses, port):
    """Say in each language where the book is, here and for the others."""
    for each in words.values():
        print()
        print(each["here"].format(address=f"http://localhost:{port}/"))
        for number, address in enumerate(addresses):
            print(each["or" if number else "room"].format(address=f"http://{address}:{port}/"))
        if not addresses:
            print(each["alone"])
        print(each["firewall"])
        print(each["stop"])
    print()


if __name__ == "__main__":
    main()
