"""Questions in, an answer and the rows behind it out."""

import os
import re
from pathlib import Path

import pandas as pd
from fastapi import FastAPI
from openai import OpenAI
from pydantic import BaseModel
from sqlalchemy import text

from app.database import engine
from app.router import tables

LLM_BASE_URL = os.environ.get("LLM_BASE_URL", "http://insights-llm:8000/v1")
LLM_MODEL = os.environ.get("LLM_MODEL", "Qwen/Qwen2.5-7B-Instruct")
SYSTEM_PROMPT = (Path(__file__).parent.parent / "prompts" / "sql_writer.md").read_text()

app = FastAPI(title="customer-insights")
llm = OpenAI(base_url=LLM_BASE_URL, api_key="none")
database = engine()


class Question(BaseModel):
    question: str


class Answer(BaseModel):
    sql: str
    rows: list[dict]
    explanation: str


def complete(system: str, user: str) -> str:
    response = llm.chat.completions.create(
        model=LLM_MODEL,
        temperature=0,
        messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
    )
    return response.choices[0].message.content or ""


def statement(reply: str) -> str:
    """The SQL in a reply, with or without a code fence."""
    fenced = re.search(r"```(?:sql)?\s*(.+?)```", reply, re.DOTALL)
    return (fenced.group(1) if fenced else reply).strip().rstrip(";")


@app.post("/ask")
def ask(question: Question) -> Answer:
    hint = f"Probably about: {', '.join(tables(question.question))}"
    sql = statement(complete(f"{SYSTEM_PROMPT}\n{hint}", question.question))
    with database.begin() as connection:
        result = connection.execute(text(sql))
        frame = pd.DataFrame(result.fetchall(), columns=list(result.keys())) if result.returns_rows else pd.DataFrame()
    explanation = complete(
        "Explain the result to a colleague in two sentences.",
        f"Question: {question.question}\n\n{frame.head(50).to_csv(index=False)}",
    )
    return Answer(sql=sql, rows=frame.to_dict(orient="records"), explanation=explanation)


@app.get("/healthz")
def healthz() -> dict:
    return {"status": "ok"}
