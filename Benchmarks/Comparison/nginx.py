"""nginx, which answers with fixed bytes: about the least that any server can cost."""

import os
import random
import subprocess

from .packages import program
from .server import HTTPServer
from .wrk import FIXTURES, PATHS

CONFIGURATION = """
{user}
daemon off;
worker_processes auto;
pid {folder}/nginx.pid;
error_log stderr notice;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    default_type application/json;
    keepalive_requests 1000000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        location = /api/checkout/sessions {{ return 201 '{reply}'; }}
        location /api/checkout/sessions/ {{ return 200 '{reply}'; }}
    }}
}}
"""


class Nginx(HTTPServer):
    """As many workers as processors; 201 to a create and 200 to a read, both with a session's bytes."""

    name = "nginx"
    packages = {"wrk": "wrk", "nginx": "nginx-light"}
    ready = "start worker processes"

    def command(self):
        configuration = self.folder / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(
            user="user root;" if os.geteuid() == 0 else "", folder=self.folder, port=self.port,
            reply=(FIXTURES / "create-reply.json").read_text(),
        ))
        return [program("nginx"), "-c", configuration, "-e", "stderr"]

    def session_paths(self):
        """Paths as OpenCheckout's are; nobody looks them up here."""
        paths = self.folder / "paths"
        chance = random.Random(0)
        paths.write_text("".join(f"/api/checkout/sessions/cs_{chance.randrange(10**26):026}\n" for _ in range(PATHS)))
        return paths

    @staticmethod
    def version():
        return subprocess.run(
            [program("nginx"), "-v"], stderr=subprocess.PIPE, text=True, check=True
        ).stderr.strip().removeprefix("nginx version: ").replace("/", " ")
