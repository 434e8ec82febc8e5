#!/usr/bin/env python3
"""Random rules over random small estates, with what the reference makes of each.
usage: cases.py SEED COUNT   prints one JSON document
"""
import json, os, random, re, sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import rulecheck as reference

IDENTITIES = ["ServiceAccount", "Role", "Group"]
KINDS = ["Agent", "Tool", "DataStore", "McpServer", "Model", "Guardrail"] + IDENTITIES
# relation, tails, heads
RELATIONS = [
    ("CAN_CALL", ["Agent"], ["Tool"]), ("DELEGATES_TO", ["Agent"], ["Agent"]),
    ("READS", ["Tool"], ["DataStore", "Model"]), ("WRITES", ["Tool"], ["DataStore", "Model"]),
    ("CONNECTS_TO", ["Agent"], ["McpServer"]), ("PROVIDES", ["McpServer"], ["Tool"]),
    ("USES_MODEL", ["Agent"], ["Model"]), ("RETRIEVES_FROM", ["Agent"], ["DataStore"]),
    ("CAN_WRITE", IDENTITIES, KINDS), ("CAN_READ", IDENTITIES, KINDS),
    ("CAN_ASSUME", IDENTITIES, IDENTITIES), ("MEMBER_OF", IDENTITIES, ["Role", "Group"]),
    ("GUARDED_BY", KINDS, ["Guardrail"]), ("CONTAINS", KINDS, KINDS), ("SAME_AS", KINDS, KINDS),
]
TAILS = {name: tails for name, tails, _ in RELATIONS}
HEADS = {name: heads for name, _, heads in RELATIONS}
WORDS = ["alpha", "beta", "gamma", "prod-eu", "prod-us", "a.b", "Alpha"]
TAGS = ["red", "green", "blue"]
TIMES = ["2026-11-01T00:00:00Z", "2026-01-15T12:30:00+02:00", "2025-06-01", "2027-02-28T23:59:59.5Z"]
SEVERITIES = ["info", "low", "medium", "high", "critical"]
PATTERNS = ["^prod-", "a+$", "[ab].", "(alpha|beta)$", "^.{4,5}$", "a\\\\.b", "\\\\w+-\\\\w{2}", "^$", "p?r*o+d?"]


class Generator:
    def __init__(self, seed): self.r = random.Random(seed)

    def maybe(self, p): return self.r.random() < p

    def pick(self, items): return self.r.choice(items)

    # -------------------------------------------------------------- estates
    def graph(self, rule):
        """an estate made mostly of what the rule speaks of"""
        text = " ".join([rule["for"], *rule.get("match", []), *(u["match"] for u in rule.get("unless", []))])
        kinds = [k for k in KINDS if re.search(rf"[:|]{k}\b", text)]
        relations = [r for r in RELATIONS if re.search(rf"[:|]{r[0]}\b", text)] or RELATIONS
        for name, tails, heads in relations:
            kinds += [self.pick(tails), self.pick(heads)]
        nodes, edges = {}, []
        for i in range(self.r.randint(4, 10)):
            kind = self.pick(re.findall(r"\w+", rule["for"])[1:]) if i < 2 else self.pick(kinds if self.maybe(.85) else KINDS)
            p = {"kind": kind}
            if self.maybe(.8): p["name"] = self.pick(WORDS) + str(i)
            if self.maybe(.85): p["owner"] = self.pick(WORDS)
            if self.maybe(.85): p["environment"] = self.pick(["prod", "staging", "dev"])
            if self.maybe(.85): p["public"] = self.maybe(.5)
            if self.maybe(.85): p["observed"] = self.maybe(.5)
            if self.maybe(.85): p["description"] = self.r.randint(-3, 9)
            if self.maybe(.85): p["autonomy" if kind == "Agent" else "regulated"] = self.pick([.5, 1.25, 2.0, 3.0])
            if self.maybe(.85): p["tags"] = sorted(self.r.sample(TAGS, self.r.randint(0, 3)))
            if self.maybe(.85): p["purpose"] = self.pick(TIMES)
            if self.maybe(.5):
                p["signals"] = {s: [{"n": k} for k in range(self.r.randint(1, 3))] for s in self.r.sample(["x.one", "x.two"], self.r.randint(1, 2))}
            nodes[f"n{i}"] = p
        seen = set()
        for _ in range(self.r.randint(6, 60)):
            name, tails, heads = self.pick(relations if self.maybe(.85) else RELATIONS)
            t = [n for n in nodes if nodes[n]["kind"] in tails]
            h = [n for n in nodes if nodes[n]["kind"] in heads]
            if not t or not h: continue
            e = (self.pick(t), name, self.pick(h))
            if e in seen: continue
            seen.add(e)
            note = f", note: {self.pick(TAGS)}" if self.maybe(.5) else ""
            edges.append(f"{e[0]} -{e[1]}-> {e[2]} {{basis: {self.pick(['declared', 'observed', 'inferred'])}, confidence: {self.pick([.25, .5, 1])}{note}}}")
        self.r.shuffle(edges)
        missing = self.r.sample([r[0] for r in RELATIONS], self.r.randint(1, 3)) if self.maybe(.3) else []
        used = {e.split()[1][1:-2] for e in edges}
        return {"nodes": nodes, "edges": edges, "not_collected": [m for m in missing if m not in used]}

    # ------------------------------------------------------------- patterns
    def pattern(self, known, prefix, edges):
        """a path that grows along the schema; returns text, and adds its variables to known"""
        def node(kinds, fresh_only=False):
            same = [v for v in known if known[v] and set(known[v]) & set(kinds)]
            if same and not fresh_only and self.maybe(.35):
                v = self.pick(same)
                return f"({v})", [k for k in known[v] if k in kinds] or known[v]
            labels = self.r.sample(kinds, min(len(kinds), self.r.randint(1, 3)))
            shown = ":" + "|".join(labels) if self.maybe(.85) else ""
            if self.maybe(.75):
                v = f"{prefix}{self.count}"; self.count += 1
                known[v] = labels if shown else list(KINDS)
                return f"({v}{shown})", labels
            return f"({shown})", labels
        text, kinds = node(KINDS if self.maybe(.3) or not known else known[self.pick(list(known))])
        for _ in range(self.pick([1, 1, 2, 3])):
            forward = self.maybe(.6)
            fit = [r for r in RELATIONS if set(r[1 if forward else 2]) & set(kinds)]
            if not fit: break
            names = list(dict.fromkeys(self.pick(fit)[0] for _ in range(self.r.randint(1, 3))))
            ends = sorted({k for n in names for k in (HEADS if forward else TAILS)[n]})
            repeat, low = "", 1
            if self.maybe(.3):
                repeat = self.pick(["*", "*2", "*..3", "*1..4", "*0..2", "*2..3"])
                low = 0 if repeat == "*0..2" else 1
            name = ""
            if low and edges is not None and self.maybe(.3):
                name = f"{prefix}r{self.count}"; self.count += 1; edges.append(name)
            arrow = f"[{name}:{'|'.join(names)}{repeat}]"
            if low == 0: ends = sorted(set(ends) | set(kinds))
            more, kinds = node(ends)
            text += (f"-{arrow}->" if forward else f"<-{arrow}-") + more
        return text

    # ---------------------------------------------------------- expressions
    def condition(self, nodes, edges, depth=0):
        if depth < 3 and self.maybe(.4):
            shape = self.r.randrange(5)
            inner = lambda: self.condition(nodes, edges, depth + 1)
            if shape == 0: return f"({inner()} && {inner()})"
            if shape == 1: return f"({inner()} || {inner()})"
            if shape == 2: return f"!({inner()})"
            if shape == 3: return f"{inner()} && {inner()}"
            return f"({inner()} ? {inner()} : {inner()})"
        v = self.pick(nodes)
        w = self.pick(nodes)
        if edges and self.maybe(.2):
            e = self.pick(edges)
            return self.pick([f'{e}.basis == "observed"', f"{e}.confidence >= 0.5", f'{e}.note in ["red", "blue"]',
                              f'{e}.kind == "CAN_WRITE"', f"known({e}.note)", f'{e}.id.startsWith("n1")'])
        number = self.r.randint(-2, 6)
        word = self.pick(WORDS)
        return self.pick([
            f"{v}.public", f"{v}.observed", f"!{v}.public", f"{v}.public == true", f"{v}.observed != {w}.observed",
            f'{v}.owner == "{word}"', f'{v}.owner != "{word}"', f"{v}.owner == {w}.owner", f'{v}.owner < "{word}"',
            f'{v}.owner in ["{word}", "beta"]', f"{v}.owner in params.words", f'"{word[:2]}" in {v}.owner',
            f'{v}.environment == "prod"', f'{v}.environment in ["dev", "staging"]',
            f"{v}.description > {number}", f"{v}.description <= {w}.description", f"{v}.description == {number}",
            f"{v}.description + {number} > {w}.description * 2", f"{v}.description % 3 == 1", f"{v}.description / 2 >= 1.5",
            f"-{v}.description < {number}", f"{v}.description >= params.least", f"{v}.description == {number}.0",
            f"{v}.description - 1 == {number}", f"{v}.owner > {number}", f"{v}.owner == {number}",
            f'"red" in {v}.tags', f'{v}.tags.contains("blue")', f'{v}.tags.exists_in(["red", "green"])', f"size({v}.tags) > 1",
            f"{v}.tags.size() == 2", f"{v}.tags == []", f'{v}.tags[0] == "red"', f'{v}.tags + ["red"] == {w}.tags',
            f"has({v}.owner)", f"has({v}.tags)", f"known({v}.description)", f"has({v}.name)", f"!has({w}.purpose)",
            f'{v}.owner.startsWith("prod")', f'{v}.owner.endsWith("a")', f'{v}.owner.contains("et")', f'{v}.owner.lower() == "alpha"',
            f'{v}.owner.matches("{self.pick(PATTERNS)}")', f"size({v}.owner) >= 5", f'({v}.owner + "x").endsWith("ax")',
            f'age({v}.purpose) > duration("{self.pick(["1d", "90d", "36h"])}")', f"timestamp({v}.purpose) > now()",
            f"timestamp({v}.purpose) - timestamp({w}.purpose) > 0", f'now() - timestamp({v}.purpose) < duration("30d")',
            f'has({v}.signals["x.one"])', f'size({v}.signals["x.two"]) > 1', f'{v}.signals["x.one"][0].n == 0', f"has({v}.signals)",
            f"{v}.id != {w}.id", f'{v}.kind == "{self.pick(KINDS)}"', f"{v}.id < {w}.id", f"{v}.kind in [\"Agent\", \"Tool\"]",
            f'({v}.public ? {v}.owner : {w}.owner) == "{word}"', "true", "params.flag",
        ])

    def rule(self, number):
        self.count = 0
        anchor = self.r.sample(KINDS, self.r.randint(1, 3))
        known, edges = {"a": anchor}, []
        rule = {"id": f"ISO-RND-{number % 1000:03}", "title": "t", "severity": self.pick(SEVERITIES[:4]), "category": "no-owner",
                "rationale": "r", "fix": "f", "for": f"(a:{'|'.join(anchor)})",
                "params": {"words": {"type": "list", "default": ["alpha", "a.b"]}, "least": {"type": "int", "default": 3}, "flag": {"type": "bool", "default": self.maybe(.5)}}}
        if self.maybe(.5): rule["when"] = self.condition(["a"], [])
        if self.maybe(.85): rule["match"] = [self.pattern(known, "m", edges) for _ in range(self.pick([1, 1, 2, 3]))]
        names = list(known)
        if self.maybe(.8): rule["where"] = self.condition(names, edges)
        if self.maybe(.5):
            rule["unless"] = []
            for _ in range(self.r.randint(1, 2)):
                inner = dict(known)
                excuse = {"match": self.pattern(inner, "u", None)}
                if self.maybe(.8): excuse["where"] = self.condition(list(inner), edges)
                rule["unless"].append(excuse)
        if self.maybe(.5):
            rule["raise"] = [{"if": self.condition(names, edges), "to": self.pick(SEVERITIES[1:])} for _ in range(self.r.randint(1, 2))]
        key = ["a"] + self.r.sample(names[1:], self.r.randint(0, min(2, len(names) - 1)))
        self.r.shuffle(key)
        shown = self.pick(names)
        rule["finding"] = {"key": key, "message": f"{{{{ a.name }}}} of {{{{a.owner}}}} at {{{{ {shown}.id }}}}: {{{{ {shown}.description + 1 }}}}"}
        rule["tests"] = [{"name": "n", "graph": {}, "expect": {"fail": ["n"]}}, {"name": "p", "graph": {}, "expect": {}}]
        return rule

    def parameters(self):
        return {"least": self.r.randint(0, 5), "words": ["beta"]} if self.maybe(.3) else {}


def main(seed, count):
    generator, cases, raised = Generator(seed), [], 0
    now = reference.ts("2026-11-20T00:00:00Z")
    while len(cases) < count:
        rule = generator.rule(len(cases))
        for _ in range(4):
            graph, parameters = generator.graph(rule), generator.parameters()
            try:
                result = reference.evaluate(rule, reference.Graph(json.loads(json.dumps(graph))), now, parameters)
            except Exception:                       # the reference has no meaning for it
                raised += 1
                continue
            for f in result["findings"]: f["path"] = [re.sub(r" \{.*\}$", "", p) for p in f["path"]]
            cases.append({"rule": rule, "graph": graph, "params": parameters, "result": result})
    texts = ["", "alpha", "Alpha", "prod-eu", "a.b", "axb", "aaab", "x\ny", "abc\n", "Größe 12", "a1_b", "ABC", "été", "(a)", "[x]", "a-b"]
    patterns = ["^a", "b$", "^$", "a.b", r"a\.b", "[a-c]+", "[^a-c]", r"\d+", r"\w+$", r"\s", r"\S\s\S", "(ab|a)*b", "a{2,3}b", "a{2}", "(?i)alpha", r"\bprod\b",
                "x.y", "x$", "c$", r"c\Z", "[]x]", "[a-]", r"[\w-]+-", "a|b|", "(?:a|b)+?", "^(a+)+$", "é", r"\(a\)", "a{,2}b", r"[\d.]+", r"\D\B\w", "b{1,}"]
    found = [{"pattern": p, "text": t, "found": re.search(p, t) is not None} for p in patterns for t in texts]
    print(json.dumps({"cases": cases, "raised": raised, "patterns": found}))


if __name__ == "__main__": main(int(sys.argv[1]), int(sys.argv[2]))
