"""
Holds conversations beside the calls, in one thread: while one of them waits, the others go on. What computes holds up
all of them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Generator
from typing import Any, Protocol

from runtime.inference import Conversation
from runtime.python.frames import FIRST_CONVERSATION, Channel, Frame


class Model(Protocol):
    def answer(self, channel: Channel, call: Frame) -> Generator[None, Frame | None, None]: ...

    def talk(self, messages: Any, conversation: Any) -> Any: ...


BrokenOf = Callable[[BaseException], dict[str, Any]]


def answer_and_converse(channel: Channel, model: Model, broken_of: BrokenOf) -> None:
    """Returns when the other side has closed the socket. `broken_of` makes the head of a `broken` frame."""
    asyncio.run(Desk(channel, model, broken_of).work())


class Desk:
    """Everything that is open in this process."""

    def __init__(self, channel: Channel, model: Model, broken_of: BrokenOf) -> None:
        self._channel = channel
        self._model = model
        self._broken_of = broken_of
        self._waiting = bytearray()
        self._talks: dict[int, Talk] = {}
        # The server asks for one answer at a time.
        self._replies: asyncio.Queue[Frame] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = asyncio.Event()

    async def work(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_reader(self._channel.fileno(), self._read)
        await self._closed.wait()

    def _read(self) -> None:
        frames = self._channel.take(self._waiting)
        if frames is None:
            self._closed.set()
            return
        for frame in frames:
            if frame.call < FIRST_CONVERSATION:
                self._take(frame)
            elif frame.kind == "call":
                talk = Talk(self._channel, frame)
                self._talks[frame.call] = talk
                self._begin(self._hold(talk, frame.call))
            elif frame.call in self._talks:
                self._talks[frame.call].take(frame)

    def _begin(self, work: Any) -> None:
        task = asyncio.create_task(work)
        # The loop itself would forget it.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _take(self, frame: Frame) -> None:
        if frame.kind == "call":
            self._begin(self._answer(frame))
        else:
            self._replies.put_nowait(frame)

    async def _answer(self, call: Frame) -> None:
        # Of a call that has ended in the meantime.
        while not self._replies.empty():
            self._replies.get_nowait()
        try:
            steps = self._model.answer(self._channel, call)
            next(steps)
            while True:
                steps.send(await self._replies.get())
        except StopIteration:
            pass
        except BaseException as fault:
            self._channel.send("broken", call.call, self._broken_of(fault))

    async def _hold(self, talk: Talk, number: int) -> None:
        try:
            closing = await talk.hold(self._model)
            self._channel.send("end", number, closing)
        except BaseException as fault:
            self._channel.send("broken", number, self._broken_of(fault))
        finally:
            del self._talks[number]


class Talk:
    """One conversation."""

    def __init__(self, channel: Channel, call: Frame) -> None:
        self._channel = channel
        self._number = call.call
        self._conversation = Conversation(call.head)
        self._messages = Messages(self._ask)
        self._more = asyncio.Event()

    def _ask(self) -> None:
        self._channel.send("next", self._number)

    def take(self, frame: Frame) -> None:
        if frame.kind == "message":
            self._messages.take(frame.body.decode() if frame.head == "text" else bytes(frame.body))
        elif frame.kind == "more":
            self._more.set()
        elif frame.kind in ("last", "abort"):
            self._messages.end()
        if frame.kind == "abort":
            self._conversation.is_over = True
            self._more.set()

    async def hold(self, model: Model) -> dict[str, Any]:
        conversation = self._conversation
        self._ask()
        pieces = model.talk(self._messages, conversation)
        if not hasattr(pieces, "__aiter__"):
            raise TypeError(f"converse must be an async generator, and returned {type(pieces).__name__}")
        try:
            async for piece in pieces:
                if conversation.is_over:
                    break
                self._more.clear()
                self._send(piece)
                await self._more.wait()
        finally:
            # What the handler does after its `yield`.
            if hasattr(pieces, "aclose"):
                await pieces.aclose()
        return conversation.closing()

    def _send(self, piece: Any) -> None:
        if isinstance(piece, str):
            self._channel.send("piece", self._number, "text", piece.encode())
        elif isinstance(piece, (bytes, bytearray, memoryview)):
            self._channel.send("piece", self._number, None, piece)
        else:
            raise TypeError(f"converse must yield bytes or text, not {type(piece).__name__}")


class Messages:
    """The messages of the caller. One is always on its way, unless the handler has not taken the last one."""

    def __init__(self, ask: Any) -> None:
        self._ask = ask
        self._arrived: deque[str | bytes] = deque()
        self._changed = asyncio.Event()
        self._has_ended = False

    def __aiter__(self) -> Messages:
        return self

    async def __anext__(self) -> str | bytes:
        while not self._arrived:
            if self._has_ended:
                raise StopAsyncIteration
            self._changed.clear()
            await self._changed.wait()
        message = self._arrived.popleft()
        if not self._has_ended:
            with contextlib.suppress(ConnectionError):
                self._ask()
        return message

    def take(self, message: str | bytes) -> None:
        self._arrived.append(message)
        self._changed.set()

    def end(self) -> None:
        self._has_ended = True
        self._changed.set()
