#!/usr/bin/env python3
"""Others' work on the attack graph that `AttackGraphBenchmark write` wrote.

    graph_peers.py networkx|sqlite|agent-bom GRAPH

Prints one JSON object: CPU seconds of each step, and what was found. The graph is read into plain
lists first; that is not counted.
"""

import json
import math
import sys
import time


class Graph:
    def __init__(self, path):
        self.kinds, self.entries, self.targets, self.steps = [], [], [], []
        with open(path, encoding="utf-8") as file:
            for line in file:
                words = line.split()
                if words[0] == "a":
                    self.kinds.append(words[1])
                elif words[0] == "e":
                    self.entries.append((int(words[1]), float(words[2])))
                elif words[0] == "t":
                    self.targets.append(int(words[1]))
                else:
                    self.steps.append((int(words[1]), int(words[2]), float(words[3]), words[4]))


class Clock:
    """CPU seconds of each step."""

    def __init__(self):
        self.steps = {}

    def __call__(self, name, body):
        started = time.process_time()
        result = body()
        self.steps[name] = round(time.process_time() - started, 4)
        return result

    def report(self, **found):
        print(json.dumps({"cpu": round(sum(self.steps.values()), 4), "steps": self.steps, **found}))


def networkx(graph):
    """Reachable states from the entries, states that lead to targets, best paths from the entries."""
    import networkx

    clock = Clock()

    def build():
        made = networkx.DiGraph()
        made.add_nodes_from(range(3 * len(graph.kinds)))
        # Of parallel steps the likeliest.
        for tail, head, probability, _ in graph.steps:
            cost = -math.log(probability) if probability < 1 else 0.0
            if cost < made.get_edge_data(tail, head, {"weight": math.inf})["weight"]:
                made.add_edge(tail, head, weight=cost)
        for node, probability in graph.entries:
            made.add_edge("source", node, weight=-math.log(probability) if probability < 1 else 0.0)
        for node in graph.targets:
            made.add_edge(node, "sink", weight=0.0)
        return made

    made = clock("build", build)
    ahead = clock("reachable from entries", lambda: networkx.descendants(made, "source") - {"sink"})
    behind = clock("reaching targets", lambda: networkx.ancestors(made, "sink") - {"source"})
    costs, _ = clock("best paths", lambda: networkx.single_source_dijkstra(made, "source"))
    reached = sorted(math.exp(-costs[node]) for node in set(graph.targets) if node in costs)
    clock.report(version=networkx.__version__, states=len(ahead), leading=len(behind),
                 best=round(sum(reached), 6))


def sqlite(graph):
    """The same two reachabilities as recursive queries, over a table with an index each way."""
    import sqlite3

    clock = Clock()
    database = sqlite3.connect(":memory:")

    def build():
        database.executescript("""
            CREATE TABLE step (tail INTEGER, head INTEGER, PRIMARY KEY (tail, head)) WITHOUT ROWID;
            CREATE TABLE entry (node INTEGER PRIMARY KEY);
            CREATE TABLE target (node INTEGER PRIMARY KEY);""")
        database.executemany("INSERT OR IGNORE INTO step VALUES (?, ?)",
                             ((tail, head) for tail, head, _, _ in graph.steps))
        database.executemany("INSERT OR IGNORE INTO entry VALUES (?)", ((node,) for node, _ in graph.entries))
        database.executemany("INSERT OR IGNORE INTO target VALUES (?)", ((node,) for node in graph.targets))
        database.execute("CREATE INDEX step_head ON step (head, tail)")

    clock("build", build)
    ahead = clock("reachable from entries", lambda: database.execute("""
        WITH RECURSIVE reached (node) AS (
          SELECT node FROM entry UNION SELECT head FROM reached JOIN step ON tail = node)
        SELECT count(*) FROM reached""").fetchone()[0])
    behind = clock("reaching targets", lambda: database.execute("""
        WITH RECURSIVE reached (node) AS (
          SELECT node FROM target UNION SELECT tail FROM reached JOIN step ON head = node)
        SELECT count(*) FROM reached""").fetchone()[0])
    clock.report(version=sqlite3.sqlite_version, states=ahead, leading=behind)


# How agent-bom calls what our relations say.
RELATIONSHIPS = {
    "DEPENDS_ON": "DEPENDS_ON", "CONTAINS_SECRET": "EXPOSES_CRED", "CAN_CALL": "REACHES_TOOL",
    "PROVIDES": "PROVIDES_TOOL", "CONNECTS_TO": "USES", "AUTHENTICATES_AS": "AUTHENTICATES_AS",
    "CAN_ASSUME": "ASSUMES", "MEMBER_OF": "INHERITS", "RUNS_AS": "ASSUMES", "ACTS_AS": "ASSUMES",
    "CAN_READ": "HAS_PERMISSION", "CAN_WRITE": "HAS_PERMISSION", "STORED_IN": "STORES",
    "READS": "CAN_ACCESS", "WRITES": "CAN_ACCESS", "REACHES": "EXPOSED_TO",
}
ENTITIES = {
    "Agent": "AGENT", "DataStore": "DATA_STORE", "Dataset": "DATA_STORE", "Credential": "CREDENTIAL",
    "McpServer": "SERVER", "Tool": "TOOL", "Package": "PACKAGE", "ContainerImage": "CONTAINER",
}


def agent_bom(graph):
    """Its attack path fusion: from entries that are exposed to the internet to sensitive data stores."""
    from importlib.metadata import version

    from agent_bom.graph.attack_path_fusion import compute_fused_attack_paths, _compute_fused_attack_paths
    from agent_bom.graph.container import UnifiedGraph
    from agent_bom.graph.edge import UnifiedEdge
    from agent_bom.graph.node import UnifiedNode
    from agent_bom.graph.types import EntityType, RelationshipType

    clock = Clock()
    entries = {node // 3 for node, _ in graph.entries}
    targets = {node // 3 for node in graph.targets}

    def build():
        made = UnifiedGraph()
        for number, kind in enumerate(graph.kinds):
            attributes = {}
            if number in entries:
                attributes["internet_exposed"] = True
            if number in targets:
                attributes["data_sensitivity"] = "restricted"
            entity = getattr(EntityType, ENTITIES.get(kind, "RESOURCE"), EntityType.AGENT)
            made.add_node(UnifiedNode(id=str(number), entity_type=entity, label=f"{kind} {number}",
                                      attributes=attributes))
        for tail, head, _, relation in graph.steps:
            if tail // 3 != head // 3:
                made.add_edge(UnifiedEdge(
                    source=str(tail // 3), target=str(head // 3),
                    relationship=RelationshipType[RELATIONSHIPS.get(relation, "USES")]))
        return made

    made = clock("build", build)
    paths = clock("fused attack paths", lambda: compute_fused_attack_paths(made))
    status = _compute_fused_attack_paths(made).status.to_dict()
    clock.report(version=version("agent-bom"), paths=len(paths), edges=len(made.edges), status=status)


PEERS = {"networkx": networkx, "sqlite": sqlite, "agent-bom": agent_bom}

if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in PEERS:
        sys.exit(__doc__)
    PEERS[sys.argv[1]](Graph(sys.argv[2]))
