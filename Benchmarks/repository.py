"""A made-up repository of any size: the same seed and size give the same bytes on every machine.

Most files have nothing to do with AI, as in real repositories; lock files, manifests, MCP
configurations and code that calls models stand among them.
"""

import json
import os
import random

WORDS = """account action adapter address agent amount archive asset audit balance batch billing branch
buffer cache catalog channel client cluster config connection context counter cursor customer
database delivery device document domain driver email engine entry event export factory feature
filter folder format gateway graph group handler header history image import index input invoice
item job key language layer ledger limit list loader location lock logger mapping market message
method metric model module monitor network node notice number object offer option order output
owner package page parser partner payment period permission person pipeline plan point policy
portfolio position price process product profile project promotion provider query queue range
rating reader record region registry release report request resource response result review role
route rule schedule schema score search section segment server service session setting shipment
signal source stage state status stock storage store stream subject supplier table task team
template tenant ticket token topic trace track transaction transfer type unit update user value
vendor version view visit voucher warehouse window worker""".split()

PYPI = ["requests", "flask", "sqlalchemy", "pydantic", "redis", "boto3", "pandas", "numpy", "celery",
        "click", "httpx", "pyyaml", "rich", "tenacity", "alembic", "psycopg", "jinja2", "attrs"]
PYPI_AI = ["openai", "anthropic", "langchain", "langchain-openai", "chromadb", "torch",
           "transformers", "scikit-learn", "mcp", "llama-index"]
NPM = ["react", "express", "lodash", "axios", "typescript", "vite", "zod", "next", "chalk", "commander"]
NPM_AI = ["openai", "ai", "@anthropic-ai/sdk", "@langchain/core", "@modelcontextprotocol/sdk"]


class Generator:
    """Writes the files of one repository."""

    def __init__(self, folder, files, seed):
        self.folder = folder
        self.files = files
        self.random = random.Random(seed)
        self.written = 0
        self.bytes = 0

    def write(self, path, text):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        data = text.encode()
        with open(path, "wb") as file:
            file.write(data)
        self.written += 1
        self.bytes += len(data)

    def word(self):
        return self.random.choice(WORDS)

    def name(self):
        return f"{self.word()}_{self.word()}"

    def sentence(self):
        return " ".join(self.word() for _ in range(self.random.randint(6, 14))).capitalize() + "."

    def version(self):
        return f"{self.random.randint(0, 9)}.{self.random.randint(0, 40)}.{self.random.randint(0, 20)}"

    def digest(self):
        return f"{self.random.getrandbits(256):064x}"

    # One file in a hundred calls a model.
    def is_ai(self):
        return self.random.random() < 0.01

    def python(self):
        lines = ["import json", "import logging", f"from .{self.name()} import {self.name()}", ""]
        ai = self.is_ai()
        if ai:
            lines += ["from openai import OpenAI", "", "client = OpenAI()", ""]
        lines += ["logger = logging.getLogger(__name__)", ""]
        for _ in range(self.random.randint(3, 14)):
            function, first, second = self.name(), self.word(), self.word()
            lines += [f"def {function}({first}, {second}=None):", f'    """{self.sentence()}"""']
            for _ in range(self.random.randint(2, 10)):
                lines.append(f"    {self.word()} = {first}.get(\"{self.word()}\", {self.random.randint(0, 99)})")
            if ai:
                lines.append("    return client.chat.completions.create(model=\"gpt-4o\", messages=[])")
            lines += [f"    logger.info(\"{self.sentence()}\")", f"    return {second}", "", ""]
        return "\n".join(lines)

    def typescript(self):
        lines = [f"import {{ {self.word()} }} from './{self.word()}'"]
        ai = self.is_ai()
        if ai:
            lines += ["import Anthropic from '@anthropic-ai/sdk'", "const client = new Anthropic()"]
        for _ in range(self.random.randint(3, 12)):
            lines += [f"/** {self.sentence()} */",
                      f"export function {self.word()}{self.word().title()}({self.word()}: string): number {{"]
            for _ in range(self.random.randint(2, 9)):
                lines.append(f"  const {self.word()} = {self.word()}.{self.word()}('{self.word()}')")
            if ai:
                lines.append("  await client.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 64 })")
            lines += [f"  return {self.random.randint(0, 999)}", "}", ""]
        return "\n".join(lines)

    def json(self):
        def node(depth):
            if depth == 0:
                return self.random.choice([self.word(), self.random.randint(0, 9999), True, None])
            return {self.name(): node(depth - 1) for _ in range(self.random.randint(2, 5))}
        return json.dumps(node(4), indent=2)

    def yaml(self):
        lines = [f"name: {self.name()}", "services:"]
        for _ in range(self.random.randint(3, 15)):
            lines += [f"  {self.name()}:", f"    image: registry.example.org/{self.word()}:{self.version()}",
                      "    environment:", f"      {self.name().upper()}: {self.word()}"]
        return "\n".join(lines) + "\n"

    def markdown(self):
        return "\n\n".join([f"# {self.sentence()}"]
                           + [" ".join(self.sentence() for _ in range(5)) for _ in range(self.random.randint(2, 9))])

    def pick(self, plain, ai, chance):
        names = self.random.sample(plain, self.random.randint(3, len(plain)))
        if self.random.random() < chance:
            names += self.random.sample(ai, self.random.randint(1, 4))
        return sorted(names)

    def service(self, folder):
        """Manifests and lock files of one service."""
        if self.random.random() < 0.6:
            names = self.pick(PYPI, PYPI_AI, 0.3)
            required = "".join(f'  "{name}>={self.version()}",\n' for name in names)
            self.write(f"{folder}/pyproject.toml", f'[project]\nname = "{self.name()}"\nversion = "{self.version()}"\n'
                       f"dependencies = [\n{required}]\n")
            locked = names + [self.name() for _ in range(60)]
            self.write(f"{folder}/uv.lock", "version = 1\n\n" + "\n".join(
                f'[[package]]\nname = "{name}"\nversion = "{self.version()}"\n'
                f'source = {{ registry = "https://pypi.org/simple" }}\n'
                f'wheels = [\n  {{ url = "https://files.example.org/{name}.whl", hash = "sha256:{self.digest()}", '
                f"size = {self.random.randint(1000, 900000)} }},\n]\n" for name in sorted(locked)))
        else:
            names = self.pick(NPM, NPM_AI, 0.3)
            versions = {name: self.version() for name in names + [f"{self.word()}-{self.word()}" for _ in range(120)]}
            self.write(f"{folder}/package.json", json.dumps(
                {"name": self.name(), "version": self.version(),
                 "dependencies": {name: f"^{versions[name]}" for name in names}}, indent=2))
            packages = {"": {"name": self.name(), "dependencies": {name: f"^{versions[name]}" for name in names}}}
            for name, version in sorted(versions.items()):
                packages[f"node_modules/{name}"] = {
                    "version": version, "resolved": f"https://registry.example.org/{name}-{version}.tgz",
                    "integrity": f"sha512-{self.digest()}", "license": "MIT"}
            self.write(f"{folder}/package-lock.json", json.dumps(
                {"name": self.name(), "lockfileVersion": 3, "packages": packages}, indent=2))
        if self.random.random() < 0.1:
            self.write(f"{folder}/.mcp.json", json.dumps({"mcpServers": {
                self.word(): {"command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "/srv"]}}}))

    KINDS = [(0.34, "python", "py"), (0.30, "typescript", "ts"), (0.14, "json", "json"), (0.10, "yaml", "yaml"),
             (0.12, "markdown", "md")]

    def run(self):
        number, folder = 0, ""
        while self.written < self.files:
            if number % 100 == 0:
                folder = f"services/{self.word()}{number // 100:05d}"
                self.service(folder)
            number += 1
            choice = self.random.random()
            for share, kind, ending in self.KINDS:
                if choice < share:
                    break
                choice -= share
            self.write(f"{folder}/{self.word()}/{self.name()}_{number}.{ending}", getattr(self, kind)())


def make(folder, files, seed=1):
    """Makes the repository unless it is there; gives its files and bytes."""
    mark = os.path.join(os.path.dirname(folder), f".{os.path.basename(folder)}.json")
    expected = {"files": files, "seed": seed, "generator": 1}
    if os.path.exists(mark):
        with open(mark, encoding="utf-8") as file:
            made = json.load(file)
        if {key: made[key] for key in expected} == expected:
            return made["written"], made["bytes"]
    os.makedirs(folder, exist_ok=True)
    generator = Generator(folder, files, seed)
    generator.run()
    with open(mark, "w", encoding="utf-8") as file:
        json.dump({**expected, "written": generator.written, "bytes": generator.bytes}, file)
    return generator.written, generator.bytes
