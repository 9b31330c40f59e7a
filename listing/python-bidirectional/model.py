"""Loads and calls your model, which also talks to callers. Replace the functions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from runtime.inference import BadBody, Conversation


def load(model_dir: str) -> Any:
    """Runs once in each worker when the container starts. `/ping` answers 503 until it has finished."""
    return {"ending": "."}


def predict(model: Any, records: list[Any]) -> list[Any]:
    """Runs for every ordinary call, which endpoints and batch transforms need too. Returns a prediction per record."""
    return [{"prediction": reply(model, text_of(record))} for record in records]


async def converse(
    model: Any, messages: AsyncIterator[str | bytes], conversation: Conversation
) -> AsyncIterator[str | bytes]:
    """
    Runs once per conversation: a WebSocket that stays open for up to 30 minutes. `messages` ends when the caller sends
    no more. A message is a text or bytes, and so is what you yield; the next one is asked for when the caller has taken
    it. Conversations and calls share this process, and what computes holds up the others: await what takes long.
    """
    most = limit_of(conversation)
    count = 0
    async for message in messages:
        yield reply(model, message) if isinstance(message, str) else message
        count += 1
        if count == most:
            conversation.close_with(4000, f"{most} messages were answered")
            return


def reply(model: Any, text: str) -> str:
    return f"{text}{model['ending']}"


def limit_of(conversation: Conversation) -> int | None:
    """`?most=3` in the address ends the conversation after three messages."""
    most = conversation.query.get("most")
    try:
        return None if most is None else int(most)
    except ValueError as fault:
        raise BadBody("most is not a number") from fault


def text_of(record: Any) -> str:
    return f"{len(record)} bytes" if isinstance(record, bytes) else str(record)
