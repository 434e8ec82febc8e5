"""Settings, all from the environment."""

import os
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Settings:
    gateway_url: str = field(default_factory=lambda: os.environ.get("LLM_GATEWAY_URL", "https://llm-gateway.acme.example"))
    gateway_key: str = field(default_factory=lambda: os.environ.get("LLM_GATEWAY_KEY", ""))
    database_url: str = field(default_factory=lambda: os.environ.get("CUSTOMERS_DATABASE_URL", ""))
    desk_url: str = field(default_factory=lambda: os.environ.get("DESK_URL", "https://desk.acme.example/api/v2"))
    desk_token: str = field(default_factory=lambda: os.environ.get("DESK_TOKEN", ""))
    payments_url: str = field(default_factory=lambda: os.environ.get("PAYMENTS_URL", "https://payments.internal.acme.example"))
    sender: str = "care@acme.example"


settings = Settings()
