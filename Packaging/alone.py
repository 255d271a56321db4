"""One run at a time: two that built into one folder would take each other's halves for the whole."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Waits until no other run works in the folder, which has to be there, and keeps others out. The lock goes with the
    process, however it ends."""
    with open(folder / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another run works in the same folder; waiting for its end …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
