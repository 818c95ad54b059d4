"""How gunicorn serves the site (see `script/server`); run as a program, it says whether the port is free."""

from __future__ import annotations

import errno
import socket
import sys

from django.core.exceptions import ImproperlyConfigured
from gunicorn.arbiter import Arbiter

from stoatlas.env import env_int, env_str, refused

HOST, DEFAULT_PORT, LAST_PORT = env_str("HOST", "127.0.0.1"), 8000, 65535


def port() -> int:
    number = env_int("PORT", DEFAULT_PORT, least=1)
    if number > LAST_PORT:
        raise refused("PORT", str(number), f"write a number from 1 to {LAST_PORT}")
    return number


def when_ready(server: Arbiter) -> None:
    """Called by gunicorn once it listens."""
    name = "localhost" if HOST in {"127.0.0.1", "0.0.0.0", "::"} else HOST  # noqa: S104 - compared, not bound
    print(f"STO Atlas is at http://{name}:{port()}/", flush=True)  # noqa: T201 - for the reader


def main() -> None:
    try:
        family = socket.AF_INET6 if ":" in HOST else socket.AF_INET
        socket.create_server((HOST, port()), family=family).close()
    except ImproperlyConfigured as error:
        sys.exit(f"error: {error}")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"error: port {port()} of {HOST} is in use: end what uses it, or set PORT to another")
        sys.exit(f"error: cannot listen on HOST {HOST}, PORT {port()}: {error.strerror}")


if __name__ == "__main__":
    main()
else:
    bind = f"[{HOST}]:{port()}" if ":" in HOST else f"{HOST}:{port()}"
    worker_class, workers, threads = "gthread", 2, 4
    preload_app = True  # imported once, before both workers
    loglevel = "warning"
    control_socket_disable = True
