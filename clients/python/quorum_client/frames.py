"""Frames in order: functions send in parallel, so a later one may come first."""

from __future__ import annotations

from typing import Any

Frame = dict[str, Any]


class FrameOrder:
    """Gives frames out by `seq`, without gaps and without repetitions."""

    def __init__(self) -> None:
        self._next = 0
        self._waiting: dict[int, Frame] = {}

    @property
    def last(self) -> int:
        """The last `seq` given out, -1 before the first: what a resumed connection continues after."""
        return self._next - 1

    @property
    def has_gap(self) -> bool:
        """True where a later frame waits for one that has not come."""
        return bool(self._waiting)

    def accept(self, frame: Frame) -> list[Frame]:
        """Takes a frame; returns those whose turn it is now. A frame without `seq` passes at once."""
        if "seq" not in frame:
            return [frame]
        if frame["seq"] >= self._next:
            self._waiting[frame["seq"]] = frame
        ready: list[Frame] = []
        while self._next in self._waiting:
            ready.append(self._waiting.pop(self._next))
            self._next += 1
        return ready
