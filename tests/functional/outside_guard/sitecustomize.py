"""Refuses and records every look-up of, and connection to, anything but this machine.

Python imports it by its name at the start of each process that has this folder on PYTHONPATH,
so that the processes which a process starts are watched as well.
"""

import ipaddress
import os
import sys
from pathlib import Path

RECORD = Path(os.environ["OUTSIDE_RECORD"])
LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
SENDS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


def is_local(host: object) -> bool:
    """Whether a host is this machine: its loopback, or no host at all."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Refuses an event that reaches outside, after writing it down."""
    if event in LOOK_UPS:
        host = arguments[0]
    elif event in SENDS and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not is_local(host):
        with RECORD.open("a", encoding="utf-8") as record:
            record.write(f"{event} {host!r}\n")
        raise ConnectionRefusedError(f"outside connection refused: {event} {host!r}")


sys.addaudithook(watch)
