"""Frames in order: functions send in parallel, so a later one may come first."""

from __future__ import annotations

from typing import Any

Frame = dict[str, Any]


class FrameOrder:
    """Returns frames in the order of `seq`, without gaps and repetitions."""

    def __init__(self) -> None:
        self._next = 0
        self._waiting: dict[int, Frame] = {}

    @property
    def last(self) -> int:
        """The last `seq` returned, -1 before the first: a resumed connection continues after it."""
        return self._next - 1

    @property
    def has_gap(self) -> bool:
        """True if a later frame waits for one that has not arrived."""
        return bool(self._waiting)

    def accept(self, frame: Frame) -> list[Frame]:
        """Takes a frame; returns those that are next now. A frame without `seq` is returned at once."""
        if "seq" not in frame:
            return [frame]
        if frame["seq"] >= self._next:
            self._waiting[frame["seq"]] = frame
        ready: list[Frame] = []
        while self._next in self._waiting:
            ready.append(self._waiting.pop(self._next))
            self._next += 1
        return ready
