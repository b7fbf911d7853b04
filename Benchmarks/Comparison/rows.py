"""What is compared: the rows in the order of a round, and the ratios of some of them."""

from dataclasses import dataclass

from .figures import Aim, Ratio
from .flask_checkout import FlaskCheckout
from .nginx import Nginx
from .opencheckout import OpenCheckout
from .postgresql import Pgbench, PostgreSQL
from .redis import RedisAlways, RedisBenchmark, RedisEverySecond
from .wrk import Wrk


@dataclass(frozen=True)
class Row:
    """A server under a load."""

    name: str
    label: str
    server: type
    load: object


# What makes a ratio stands close together, so that as little as possible changes in between.
ROWS = [
    Row("nginx-64", "nginx, a fixed 201 to a create, 64 connections", Nginx, Wrk.creating(64)),
    Row("create-64", "**OpenCheckout, durable create, 64 connections**", OpenCheckout, Wrk.creating(64)),
    Row("nginx-256", "nginx, a fixed 201 to a create, 256 connections", Nginx, Wrk.creating(256)),
    Row("create-256", "**OpenCheckout, durable create, 256 connections**", OpenCheckout, Wrk.creating(256)),
    Row("nginx-read", "nginx, a fixed 200 to a read, 64 connections", Nginx, Wrk.reading(64)),
    Row("read", "**OpenCheckout, read by id, 64 connections**", OpenCheckout, Wrk.reading(64)),
    Row("list", "**OpenCheckout, list of 10, 64 connections**", OpenCheckout, Wrk.listing(64)),
    Row("redis-always", "Redis `SET`, `appendfsync always`, 64 connections", RedisAlways, RedisBenchmark(64)),
    Row("redis-everysec", "Redis `SET`, `appendfsync everysec`, 64 connections", RedisEverySecond, RedisBenchmark(64)),
    Row("postgresql", "PostgreSQL, `INSERT` of the session, 64 clients", PostgreSQL, Pgbench(64)),
    Row("flask", "Flask with SQLite, create, 64 connections", FlaskCheckout, Wrk.creating(64)),
]

RATIOS = [
    Ratio("durable create / nginx, 64 connections", "create-64", "nginx-64", Aim(0.55)),
    Ratio("durable create / nginx, 256 connections", "create-256", "nginx-256", Aim(0.65)),
    Ratio("read by id / nginx", "read", "nginx-read", Aim(0.9)),
    Ratio("durable create / Redis `appendfsync always`", "create-64", "redis-always", Aim(1.3)),
    Ratio("durable create / Redis `appendfsync everysec`", "create-64", "redis-everysec"),
    Ratio("durable create / PostgreSQL", "create-64", "postgresql", Aim(5.0)),
    Ratio("durable create / Flask with SQLite", "create-64", "flask"),
    Ratio(
        "server's processor time of a durable create / nginx's reply", "create-64", "nginx-64",
        Aim(1.8, is_least=False), "cost",
    ),
]
