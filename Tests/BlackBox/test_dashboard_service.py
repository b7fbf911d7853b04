"""The dashboard of the program itself: signing in with an operator's key, and what a restart does to it."""

import http.client
import re
import time
from urllib.parse import urlencode

from service import Service
from shop import ask_ready, created

REQUEST_SECONDS = 60
# Pages that listen do not hold up the end of the program, which waits half a minute for other requests.
STOP_SECONDS = 15


class Visitor:
    """As much of a browser as the dashboard needs: a cookie, tokens, an origin."""

    def __init__(self, service):
        self.address = service.address
        self.cookie = None

    def ask(self, method, path, form=None):
        """Sends a request on a connection of its own; says the status, the fields and the page."""
        connection = http.client.HTTPConnection(self.address, timeout=REQUEST_SECONDS)
        fields = {"Cookie": self.cookie} if self.cookie else {}
        body = None
        if form is not None:
            body = urlencode(form)
            fields |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.address}"}
        connection.request(method, path, body, fields)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if told := answer.getheader("Set-Cookie"):
            self.cookie = told.split(";")[0]
        return answer.status, answer.headers, text

    def sign_in(self, key):
        """Shows a key; says the answer's status."""
        _, _, page = self.ask("GET", "/dashboard")
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        return self.ask("POST", "/dashboard/sign-in", {"token": token, "key": key})[0]

    def listen(self):
        """A connection on which news come."""
        connection = http.client.HTTPConnection(self.address, timeout=REQUEST_SECONDS)
        connection.request("GET", "/dashboard/live", None, {"Cookie": self.cookie})
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.readline() == b"retry: 5000\n"
        return connection, answer


def test_an_operators_key_opens_the_dashboard_until_the_next_start(directory):
    with Service(directory) as service:
        shop = ask_ready(service)
        session = created(service, shop)["id"]
        visitor = Visitor(service)
        assert visitor.sign_in(shop["live_key"] + "x") == 403
        assert visitor.sign_in(shop["test_key"]) == 303
        status, fields, page = visitor.ask("GET", "/dashboard")
        assert status == 200
        assert session in page
        assert "script-src 'self'" in fields["Content-Security-Policy"]
        assert shop["test_key"] not in service.log
        service.kill()
    with Service(directory) as service:
        visitor.address = service.ready().address
        assert session not in visitor.ask("GET", "/dashboard")[2]
        assert visitor.sign_in(shop["test_key"]) == 303
        assert session in visitor.ask("GET", "/dashboard")[2]
        assert "127.0.0.1" in visitor.ask("GET", "/dashboard/settings")[2]


def test_a_page_that_listens_hears_of_a_session_and_does_not_hold_up_the_end(directory):
    with Service(directory) as service:
        shop = ask_ready(service)
        visitor = Visitor(service)
        assert visitor.sign_in(shop["test_key"]) == 303
        connection, answer = visitor.listen()
        session = created(service, shop)["id"]
        lines = iter(answer.readline, b"")
        told = (line for line in lines if line.startswith(b"data:"))
        # It did not say how old it is, and so looks at all first.
        assert [next(told), next(told)] == [b"data: *\n", f"data: {session}\n".encode()]
        began = time.monotonic()
        assert service.stop() == 0
        assert time.monotonic() - began < STOP_SECONDS
        connection.close()
