"""A wallet on loopback, as far as a merchant's settings look at it: its document and its keys."""

import http.server
import json
import threading

JOIN_SECONDS = 30


class Wallet:
    """A wallet of one address; its document and its keys may be changed while it runs."""

    def __init__(self, *keys, **members):
        """Starts it on a port of the kernel's choice, with these public keys and other members than the usual ones."""
        self.keys = list(keys)
        self.asked = []
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self._server.server_port}/shop"
        self.document = {
            "id": self.address, "publicName": "Shop", "assetCode": "USD", "assetScale": 2,
            "authServer": f"{self.address}/auth", "resourceServer": f"{self.address}/op",
        } | members
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(JOIN_SECONDS)

    def answer(self, path):
        """What stands at a path; nothing for any other."""
        return {"/shop": self.document, "/shop/jwks.json": {"keys": self.keys}}.get(path)


def _handler(wallet):
    class Handler(http.server.BaseHTTPRequestHandler):
        """Answers for the wallet."""

        def do_GET(self):
            """Sends what stands at the path."""
            wallet.asked.append((self.path, dict(self.headers)))
            answer = wallet.answer(self.path)
            body = json.dumps(answer).encode()
            self.send_response(404 if answer is None else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            """Says nothing."""

    return Handler
