#!/usr/bin/env python3
"""Measures Isobar against other programs; see docs/benchmarks.md.

    Benchmarks/run.py [cold] [throughput] [code] [memory] [incremental] [estate] [record] [graph]
                      [graph-peers] [rules] [--repository PATH] [--files N] [--assets N] [--runs N]
                      [--peer-runs N] [--binary PATH]

Without parts, all are measured. Whole processes, median of several runs after one that warms up.
The figures go to the terminal and to .build/bench.json.
"""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time

import repository

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(ROOT, ".build")
WORK = os.path.join(BUILD, "bench")
VENV = os.path.join(BUILD, "bench-venv")
PARTS = ["cold", "throughput", "code", "memory", "incremental", "estate", "record", "graph", "graph-peers", "rules"]
# A public repository that is all about agents, as it lies on PyPI: code, examples, tests, documents.
SOURCE_PACKAGE = "openai-agents==0.24.0"
# The most nodes that the attack path step of agent-bom takes.
AGENT_BOM_NODES = 5_000


def environment():
    """A home of its own, so that nothing of the user's is read; no network."""
    home = os.path.join(WORK, "home")
    os.makedirs(home, exist_ok=True)
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": os.environ["PATH"], "HOME": home, "XDG_CACHE_HOME": f"{home}/.cache",
        "XDG_DATA_HOME": f"{home}/.local/share", "LANG": "C.UTF-8", "NO_COLOR": "1",
        "HTTP_PROXY": nowhere, "HTTPS_PROXY": nowhere, "ALL_PROXY": nowhere,
        "AI_BOM_TELEMETRY": "0", "AGENT_BOM_TELEMETRY": "0", "DO_NOT_TRACK": "1",
    }


class Run:
    """What one process took, by wait4."""

    def __init__(self, command):
        started = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment(), cwd=os.path.join(WORK, "home"), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.perf_counter() - started
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024
        self.status = process.returncode = os.waitstatus_to_exitcode(status)


def measure(name, command, runs, accepted=(0,), prepare=None):
    """The medians of several runs after one that warms up."""
    taken = []
    for number in range(runs + 1):
        if prepare:
            prepare()
        run = Run(command)
        if run.status not in accepted:
            sys.exit(f"{name}: ended with {run.status}: {' '.join(command)}")
        if number > 0 or runs == 0:
            taken.append(run)
    result = {"name": name, "runs": len(taken), "command": [part.replace(ROOT, ".") for part in command]}
    for key in ("wall", "cpu", "peak"):
        result[key] = statistics.median(getattr(run, key) for run in taken)
    # On a busy machine the wall clock counts the others' work too; the quickest run does so least.
    result["least"] = min(run.wall for run in taken)
    return result, taken[-1]


def peers():
    """Installs the peers at their pins and gives their programs."""
    mark, pins = os.path.join(VENV, ".ready"), os.path.join(ROOT, "Benchmarks", "requirements.txt")
    with open(pins, encoding="utf-8") as file:
        wanted = file.read()
    installed = os.path.exists(mark) and open(mark, encoding="utf-8").read() == wanted
    if not installed:
        print("installing the peers into .build/bench-venv …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
        subprocess.run([f"{VENV}/bin/pip", "install", "--quiet", "--disable-pip-version-check", "-r", pins],
                       check=True)
        with open(mark, "w", encoding="utf-8") as file:
            file.write(wanted)
    return dict(line.split("==") for line in wanted.splitlines() if "==" in line)


def peer_commands(folder):
    """The peers, reading files only: no network, no look-up of vulnerabilities, no other folder."""
    versions = peers()
    out = os.path.join(WORK, "peer.json")
    return [
        (f"ai-bom {versions['ai-bom']}", "ai-bom",
         [f"{VENV}/bin/ai-bom", "scan", folder, "--quiet", "--no-telemetry", "--json", "--output", out]),
        (f"agent-bom {versions['agent-bom']}", "agent-bom",
         [f"{VENV}/bin/agent-bom", "scan", "--project", folder, "--no-discover", "--offline", "--no-scan",
          "--exit-zero", "--quiet", "--format", "json", "--output", out]),
    ]


def public_code(copies):
    """Unpacks the source package so many times; gives the folder, its files and its bytes."""
    folder = os.path.join(WORK, f"{SOURCE_PACKAGE.replace('==', '-')}-{copies}")
    if not os.path.exists(folder):
        archives, part = os.path.join(WORK, "sdist"), folder + ".part"
        shutil.rmtree(part, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
                        "--no-deps", "--no-binary", ":all:", "--dest", archives, SOURCE_PACKAGE], check=True)
        archive = next(name for name in sorted(os.listdir(archives))
                       if name.replace("_", "-").startswith(SOURCE_PACKAGE.replace("==", "-")))
        for number in range(copies):
            shutil.unpack_archive(os.path.join(archives, archive), os.path.join(part, f"copy-{number}"))
        os.rename(part, folder)
    paths = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]
    return folder, len(paths), sum(os.path.getsize(path) for path in paths)


class Report:
    def __init__(self, options):
        self.options = options
        self.parts = {}

    def isobar(self, folder, *more):
        return [self.options.binary, "scan", folder, "--format", "json", "--quiet",
                "--output", os.path.join(WORK, "isobar.json"), *more]

    def store(self):
        return os.path.join(WORK, "record.db")

    def without_store(self):
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(self.store() + ending):
                os.remove(self.store() + ending)

    def table(self, title, rows, ours, goal, rate=None):
        print(f"\n{title}")
        unit = f"{'files/s':>10}" if rate else ""
        print(f"  {'':34}{'wall ms':>10}{'least':>10}{'CPU ms':>10}{'peak MB':>10}{unit}{'ratio':>9}")
        for row in rows:
            row["ratio"] = row["wall"] / ours["wall"]
            if rate:
                row["files_per_second"] = rate / row["wall"]
            speed = f"{row['files_per_second']:10.0f}" if rate else ""
            print(f"  {row['name']:34}{row['wall'] * 1000:10.1f}{row['least'] * 1000:10.1f}{row['cpu'] * 1000:10.1f}"
                  f"{row['peak']:10.1f}{speed}{row['ratio']:8.1f}×")
        print(f"  goal: {goal}")

    def cold(self):
        empty = os.path.join(WORK, "empty")
        os.makedirs(empty, exist_ok=True)
        runs = max(self.options.runs, 9)
        ours, _ = measure("isobar, nothing kept", self.isobar(empty, "--no-store"), runs)
        rows = [ours]
        rows.append(measure("isobar, with a record", self.isobar(empty, "--store", self.store()), runs)[0])
        cache = os.path.join(WORK, "home", ".cache")
        rows.append(measure("isobar, first start of all", self.isobar(empty, "--no-store"), 3,
                            prepare=lambda: shutil.rmtree(cache, ignore_errors=True))[0])
        gitleaks = shutil.which("gitleaks")
        if gitleaks:
            version = subprocess.run([gitleaks, "version"], capture_output=True, text=True).stdout.strip()
            rows.append(measure(f"gitleaks {version}", [gitleaks, "dir", empty, "--no-banner"], runs)[0])
        for name, _, command in peer_commands(empty):
            rows.append(measure(name, command, self.options.runs)[0])
        self.table("Cold start: scan of an empty folder", rows, ours, "isobar under 60 ms")
        self.parts["cold"] = rows

    def throughput(self):
        if self.options.repository:
            folder = os.path.abspath(self.options.repository)
            files = sum(len(names) for place, _, names in os.walk(folder)
                        if ".git" not in place[len(folder):].split(os.sep))
            title = f"{os.path.basename(folder)}, {files} files"
        else:
            folder = os.path.join(WORK, f"repository-{self.options.files}")
            files, size = repository.make(folder, self.options.files)
            title = f"generated repository, {files} files, {size / 1e6:.0f} MB"
        ours, _ = measure("isobar", self.isobar(folder, "--no-store"), self.options.runs)
        rows = [ours]
        for name, _, command in peer_commands(folder):
            # agent-bom ends with 1 where it could not resolve some dependency without the network.
            rows.append(measure(name, command, self.options.peer_runs, accepted=(0, 1))[0])
        self.table(f"Throughput: {title}", rows, ours, "each peer at 20× or more", rate=files)
        self.parts["throughput"] = {"files": files, "title": title, "rows": rows}

    def code(self):
        """Source code of a real repository, with the deepest analysis that each has."""
        folder, files, size = public_code(1)
        ours, _ = measure("isobar", self.isobar(folder, "--no-store"), self.options.runs)
        rows, out = [ours], os.path.join(WORK, "peer.json")
        versions = peers()
        deep = [("ai-bom", [f"{VENV}/bin/ai-bom", "scan", folder, "--deep", "--quiet", "--no-telemetry", "--json",
                            "--output", out]),
                ("agent-bom", [f"{VENV}/bin/agent-bom", "code", folder, "--quiet", "--format", "json",
                               "--output", out])]
        for name, command in deep:
            what = "--deep" if name == "ai-bom" else "code"
            rows.append(measure(f"{name} {versions[name]} {what}", command, self.options.peer_runs,
                                accepted=(0, 1))[0])
        self.table(f"Code: {SOURCE_PACKAGE}, {files} files, {size / 1e6:.0f} MB", rows, ours,
                   "each peer at 30× or more; peak under 150 MB", rate=files)
        for row in rows[1:]:
            print(f"  {row['name']}: {row['cpu'] / ours['cpu']:.1f}× by CPU")
        copies = 10
        folder, files, size = public_code(copies)
        many, _ = measure(f"isobar, {copies} copies", self.isobar(folder, "--no-store"), 2)
        for row, count, number in ((ours, files // copies, size / copies), (many, files, size)):
            row.update(files_per_cpu_second=count / row["cpu"], bytes_per_cpu_second=number / row["cpu"])
            print(f"  {row['name']}: {row['files_per_cpu_second']:.0f} files/s and "
                  f"{row['bytes_per_cpu_second'] / 1e6:.1f} MB/s per core, peak {row['peak']:.0f} MB")
        print("  goal: 4,000 files/s and 60 MB/s per core")
        self.parts["code"] = rows + [many]

    def memory(self):
        folder = os.path.join(WORK, "repository-50000")
        files, size = repository.make(folder, 50_000)
        self.without_store()
        rows = [measure("isobar, nothing kept", self.isobar(folder, "--no-store"), 1)[0],
                measure("isobar, with a record", self.isobar(folder, "--store", self.store()), 1)[0]]
        self.table(f"Memory: generated repository, {files} files, {size / 1e6:.0f} MB", rows, rows[0],
                   "peak under 200 MB", rate=files)
        self.parts["memory"] = rows

    def incremental(self):
        folder = os.path.join(WORK, "repository-50000")
        files, size = repository.make(folder, 50_000)
        cache = os.path.join(WORK, "home", ".cache", "isobar")
        paths = sorted(os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)

        def first(*endings, holding=None):
            for path in paths:
                if path.endswith(endings):
                    with open(path, "rb") as file:
                        if holding is None or (b"openai" in file.read()) == holding:
                            return path
            sys.exit(f"no file like {endings}")

        changed = {"a manifest": first("requirements.txt", "pyproject.toml"),
                   "code": first(".py", holding=False), "code that uses AI": first(".py", holding=True)}
        edits = iter(range(1, 1_000_000))

        def forget():
            for name in os.listdir(cache) if os.path.isdir(cache) else []:
                if name.startswith(("outcomes-", "fragments-")):
                    os.remove(os.path.join(cache, name))

        def document():
            with open(os.path.join(WORK, "isobar.json"), "rb") as file:
                return file.read()

        command, plain = self.isobar(folder, "--no-store", "--cache"), self.isobar(folder, "--no-store")
        rows = []
        forget()
        for name, path in changed.items():
            with open(path, "rb") as file:
                original = file.read()

            def change():
                with open(path, "wb") as file:
                    # At the beginning, so that all lines move.
                    file.write(b"# edit %d\n" % next(edits) + original)

            try:
                rows.append(measure(f"again, {name} changed", command, self.options.runs, prepare=change)[0])
                found = document()
                full, _ = measure("every file read, nothing kept", plain, 0)
                if document() != found:
                    sys.exit(f"incremental: the documents differ once {name} changed")
            finally:
                with open(path, "wb") as file:
                    file.write(original)
        rows.append(measure("again, nothing changed", command, self.options.runs)[0])
        rows.append(measure("first, all kept", command, 2, prepare=forget)[0])
        rows.append(full)
        self.table(f"Incremental: generated repository, {files} files, {size / 1e6:.0f} MB", rows, rows[0],
                   "first at 10× or more, and the same document", rate=files)
        for row in rows[:3]:
            print(f"  first to {row['name']}: {rows[4]['wall'] / row['wall']:.1f}× by wall clock, "
                  f"{rows[4]['cpu'] / row['cpu']:.1f}× by CPU")
        self.parts["incremental"] = rows

    def program(self, name):
        path = os.path.join(BUILD, "release", name)
        if not os.path.exists(path):
            sys.exit(f"{path} is missing: swift build -c release --product {name}")
        return path

    def lines(self, part, title, command, goal):
        print(f"\n{title}")
        result, run = measure(title, command, 0, accepted=(0,))
        for line in run.output.splitlines():
            print(f"  {line}")
        print(f"  whole process: {result['wall']:.2f} s, {result['cpu']:.2f} CPU-s, peak {result['peak']:.0f} MB")
        print(f"  goal: {goal}")
        result["output"] = run.output.splitlines()
        self.parts[part] = result

    def estate(self):
        self.lines("estate", "Estate: 100,000 assets and 1,000,000 relations",
                   [self.program("EstateBenchmark"), "100000", "1000000"], "peak under 400 MB")

    def record(self):
        self.without_store()
        self.lines("record", "Record: 100,000 assets and 1,000,000 relations",
                   [self.program("RecordBenchmark"), self.store(), "100000", "1000000"], "none set")
        self.without_store()

    def graph(self):
        """From the record: made once, kept for the next time."""
        record = os.path.join(WORK, "graph-1000000.db")
        if not os.path.exists(record):
            print("\nrecording 1,000,000 assets …", file=sys.stderr)
            made = record + ".part"
            for ending in ("", "-wal", "-shm", "-lock"):
                if os.path.exists(made + ending):
                    os.remove(made + ending)
            measure("record", [self.program("AttackGraphBenchmark"), "record", made, "1000000", "10"], 0)
            os.rename(made, record)
        self.lines("graph", "Attack graph: 1,000,000 assets and 10,000,000 relations, from the record",
                   [self.program("AttackGraphBenchmark"), "load", record],
                   "10 CPU-seconds and 500 MB, all of it")

    def graph_peers(self):
        """CPU seconds on the same graph, in the memory of each; what reads it is not counted."""
        peers()
        rows = []
        for assets, names in ((self.options.assets, ["networkx", "sqlite"]), (AGENT_BOM_NODES - 100, ["agent-bom"])):
            program, graph = self.program("AttackGraphBenchmark"), os.path.join(WORK, f"graph-{assets}.txt")
            measure("graph", [program, "write", graph, str(assets), "10"], 0)
            ours, run = measure(f"isobar, {assets:,} assets", [program, str(assets), "10"], 0)
            ours["cpu"] = float(re.search(r"from estate to fixes: ([0-9.]+)", run.output).group(1))
            rows.append(ours)
            for name in names:
                script = os.path.join(ROOT, "Benchmarks", "graph_peers.py")
                peer, run = measure(name, [f"{VENV}/bin/python", script, name, graph], 0)
                found = json.loads(run.output)
                peer.update(found=found, cpu=found["cpu"], ratio=found["cpu"] / ours["cpu"],
                            name=f"{name} {found['version']}, {assets:,} assets")
                rows.append(peer)
        print("\nAttack graph: the same steps for all")
        print(f"  {'':34}{'CPU s':>10}{'peak MB':>10}{'ratio':>9}")
        for row in rows:
            ratio = f"{row['ratio']:8.1f}×" if "ratio" in row else ""
            print(f"  {row['name']:34}{row['cpu']:10.3f}{row['peak']:10.0f}{ratio}")
            for step, seconds in row.get("found", {}).get("steps", {}).items():
                print(f"      {step:30}{seconds:10.3f}")
        self.parts["graph-peers"] = rows

    def rules(self):
        self.lines("rules", "Rules: 200 on 100,000 assets and 500,000 relations",
                   [self.program("RuleBenchmark"), "200", "100000", "5"],
                   "5 s, and two hops in under 1 ms")

    def machine(self):
        model = "unknown"
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            found = re.search(r"model name\s*: (.*)", file.read())
            model = found.group(1) if found else model
        return {"cpu": model, "processors": os.cpu_count(), "kernel": platform.release(),
                "load": [round(load, 2) for load in os.getloadavg()], "python": platform.python_version()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--repository", help="folder to measure throughput on, in place of the generated one")
    parser.add_argument("--files", type=int, default=5_000, help="files of the generated repository")
    parser.add_argument("--assets", type=int, default=100_000, help="of the graph that peers are given")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peer-runs", type=int, default=1, help="of the slow peers; 0 for one without warming up")
    parser.add_argument("--binary", default=os.path.join(BUILD, "release", "isobar"))
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"unknown part '{sorted(unknown)[0]}': expected {', '.join(PARTS)}")
    if not os.path.exists(options.binary):
        parser.error(f"{options.binary} is missing: make build")
    options.binary = os.path.abspath(options.binary)
    os.makedirs(WORK, exist_ok=True)
    report = Report(options)
    before = report.machine()
    print(f"{before['cpu']}, {before['processors']} processors, load {before['load'][0]} at the start")
    for part in options.parts or PARTS:
        getattr(report, part.replace("-", "_"))()
    path = os.path.join(BUILD, "bench.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"machine": before, "load_after": report.machine()["load"], "parts": report.parts}, file, indent=2)
    print(f"\nwritten to {os.path.relpath(path)}; load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
