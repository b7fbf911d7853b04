"""PostgreSQL, where a row is what a session is elsewhere."""

import os
import shutil
import signal
import statistics
import subprocess

from .figures import Load
from .packages import program
from .server import Failure, Server
from .wrk import FIXTURES

USER = "postgres"
TABLE = "CREATE TABLE sessions (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, session jsonb NOT NULL)"
INSERT = "INSERT INTO sessions (session) VALUES (:session);\n"

# It refuses to be root, and root's folders may be closed to others: this one capability opens them.
NOT_AS_ROOT = [
    "setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups",
    "--inh-caps=+dac_override", "--ambient-caps=+dac_override",
]

WARM_UP_SECONDS = 1
SPARE_SECONDS = 30


class PostgreSQL(Server):
    """A cluster of its own, as initdb sets it up, with `fsync` and `synchronous_commit` on."""

    name = "postgresql"
    packages = {"initdb": "postgresql", "pgbench": "postgresql"}
    ready = "database system is ready to accept connections"
    # A fast shutdown: does not wait for clients.
    stop_signal = signal.SIGINT

    def prepare(self):
        """Makes the cluster, in a folder that only its user and root may enter, which is where its socket is too."""
        self.data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.data, USER, USER)
        result = subprocess.run(
            [*_prefix(), program("initdb"), "--pgdata", self.data, "--username", USER, "--auth", "trust",
             "--encoding", "UTF8", "--locale", "C", "--no-sync"],
            cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        if result.returncode != 0:
            raise Failure(f"initdb failed: {result.stdout}")

    def command(self):
        settings = {
            "listen_addresses": "", "unix_socket_directories": ".", "fsync": "on", "synchronous_commit": "on",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [*_prefix(), program("postgres"), "-D", self.data, *options]

    def start(self):
        super().start()
        self.run("psql", "--command", TABLE)

    def run(self, name, *arguments, seconds=0):
        """Runs one of PostgreSQL's own clients on this server."""
        result = subprocess.run(
            [program(name), *arguments],
            # A socket's path may be no longer than 107 bytes, so the clients go where it is.
            cwd=self.data, env=os.environ | {"PGHOST": "/proc/self/cwd", "PGUSER": USER, "PGDATABASE": "postgres"},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=seconds + SPARE_SECONDS,
        )
        if result.returncode != 0:
            raise Failure(f"{name} failed: {result.stdout}")

    @property
    def data(self):
        """Where the cluster is."""
        return self.folder / "data"

    @staticmethod
    def version():
        output = subprocess.run([program("postgres"), "--version"], stdout=subprocess.PIPE, text=True, check=True)
        return output.stdout.strip().replace("postgres (PostgreSQL)", "PostgreSQL")


class Pgbench:
    """Inserts the session's JSON, a row a transaction, by a prepared statement."""

    def __init__(self, clients):
        self._clients = clients

    def warm_up(self, server):
        """A short run."""
        self.run(server, WARM_UP_SECONDS)

    def run(self, server, seconds):
        """Looks at the time of each transaction, since pgbench itself has no percentiles."""
        script, log = server.folder / "insert.sql", server.folder / "transactions"
        script.write_text(INSERT)
        session = (FIXTURES / "create-reply.json").read_text()
        server.run(
            "pgbench", "--no-vacuum", "--client", str(self._clients), "--jobs", "1", "--protocol", "prepared",
            "--time", str(seconds), "--define", f"session={session}", "--file", script,
            "--log", "--log-prefix", log, seconds=seconds,
        )
        # It ends with a failure if any transaction failed.
        (written,) = server.folder.glob("transactions.*")
        milliseconds = [int(line.split()[2]) / 1e3 for line in written.read_text().splitlines()]
        written.unlink()
        cuts = statistics.quantiles(milliseconds, n=100)
        return Load(len(milliseconds), float(seconds), cuts[49], cuts[98], 0)


def _prefix():
    return NOT_AS_ROOT if os.geteuid() == 0 else []
