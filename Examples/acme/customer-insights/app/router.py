"""Picks the tables that a question is about, with a small model in the same process."""

from functools import cache

from llama_cpp import Llama

TABLES = ("customers", "orders", "payments")


@cache
def encoder() -> Llama:
    return Llama(model_path="models/question-router.gguf", embedding=True, verbose=False)


def vector(text: str) -> list[float]:
    return encoder().create_embedding(text)["data"][0]["embedding"]


def tables(question: str) -> list[str]:
    """The tables, best first."""
    asked = vector(question)
    score = {table: sum(a * b for a, b in zip(asked, vector(table))) for table in TABLES}
    return sorted(TABLES, key=score.__getitem__, reverse=True)
