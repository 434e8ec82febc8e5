"""Runs a program to its end and writes how it went, as JSON, to a file.

Its peak memory is that of the program alone: a small parent starts it. With --terminal, both streams
of the program are terminals of that many columns, and what they show goes to our own streams.
"""

import argparse
import fcntl
import json
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time

parser = argparse.ArgumentParser()
parser.add_argument("--report", required=True)
parser.add_argument("--limit", type=float, required=True, help="seconds until it is killed")
parser.add_argument("--terminal", type=int, help="columns")
parser.add_argument("--interrupt-after", help="send SIGINT a little after this file was made")
parser.add_argument("words", nargs="+")
options = parser.parse_args()

drains = {}
streams = {}
if options.terminal:
    for name, target in [("stdout", 1), ("stderr", 2)]:
        primary, secondary = os.openpty()
        size = struct.pack("HHHH", 24, options.terminal, 0, 0)
        fcntl.ioctl(secondary, termios.TIOCSWINSZ, size)
        streams[name] = secondary
        drains[primary] = target

start = time.monotonic()
child = subprocess.Popen(options.words, restore_signals=True, **streams)
for secondary in streams.values():
    os.close(secondary)


def drain():
    """Passes on what the terminals show; tells whether there was any."""
    ready = select.select(list(drains), [], [], 0)[0] if drains else []
    for primary in ready:
        try:
            data = os.read(primary, 65536)
        except OSError:
            data = b""
        if data:
            os.write(drains[primary], data)
        else:
            del drains[primary]
    return bool(ready)


interrupt_at = None
interrupted = None
timed_out = False
while True:
    while drain():
        pass
    ended, status, usage = os.wait4(child.pid, os.WNOHANG)
    if ended:
        break
    now = time.monotonic()
    if options.interrupt_after and interrupt_at is None and os.path.exists(options.interrupt_after):
        interrupt_at = now + 0.5
    if interrupt_at and interrupted is None and now >= interrupt_at:
        child.send_signal(signal.SIGINT)
        interrupted = now
    if now - start > options.limit and not timed_out:
        timed_out = True
        child.kill()
    time.sleep(0.005)
while drain():
    pass

end = time.monotonic()
with open(options.report, "w", encoding="utf-8") as report:
    json.dump(
        {
            "status": os.waitstatus_to_exitcode(status),
            "timedOut": timed_out,
            "peakMemory": usage.ru_maxrss * 1024,
            "secondsToStop": end - interrupted if interrupted else None,
        },
        report,
    )
