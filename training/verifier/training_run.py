"""One training run within a time limit, and the figures of a trained network on token sets."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import binary_cross_entropy_with_logits

from training.verifier.network import Verifier
from training.verifier.pair_batches import PairBatches
from training.verifier.token_sets import TokenSet

PIECES_PER_BATCH = 49_152
LARGEST_BATCH = 1024
STEP = 16
"""Batch lengths are multiples of it: few shapes, little padding."""
SMOOTHING = 0.03


@dataclass(frozen=True, slots=True)
class Source:
    """Examples, and how often each is seen relative to the others."""

    tokens: TokenSet
    share: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Length and rate of the training: `seconds` of wall clock, at most `epochs` over all examples."""

    seconds: float
    epochs: float
    rate: float
    warm_up: float = 0.06
    decay: float = 0.01
    pieces: int = PIECES_PER_BATCH


def train(
    model: Verifier,
    sources: list[Source],
    plan: Plan,
    seed: int,
    *,
    log: int = 200,
    look: Callable[[float], None] | None = None,
) -> int:
    """Trains in place and returns the number of steps; the learning rate falls to zero at the end.

    Args:
        look: Called after every `log` steps with the share of the plan that is done.
    """
    device = next(model.parameters()).device
    matrices = [p for p in model.parameters() if p.requires_grad and p.ndim > 1]
    others = [p for p in model.parameters() if p.requires_grad and p.ndim == 1]
    groups = [{"params": matrices, "weight_decay": plan.decay}, {"params": others, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), fused=device.type == "cuda")
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    total = sum(len(source.tokens) * source.share for source in sources) * plan.epochs
    start, seen, steps = time.monotonic(), 0, 0
    running = torch.zeros((), device=device)
    model.train()
    laid = [PairBatches(source.tokens, device) for source in sources]
    for index, rows, length in _batches(sources, plan.pieces, rng):
        share = max((time.monotonic() - start) / plan.seconds, seen / total)
        if share >= 1:
            break
        rate = plan.rate * min(share / plan.warm_up, (1 - share) / (1 - plan.warm_up), 1.0)
        for group in optimiser.param_groups:
            group["lr"] = max(rate, plan.rate * 0.01)
        ids, segments, sizes, labels = laid[index].batch(rows, length)
        target = labels * (1 - 2 * SMOOTHING) + SMOOTHING
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            logits = model(ids, segments, sizes)
        loss = binary_cross_entropy_with_logits(logits, target)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(matrices + others, 1.0)
        optimiser.step()
        running = running * 0.98 + loss.detach() * 0.02
        seen, steps = seen + len(rows), steps + 1
        if steps % log == 0:
            _tell(steps, seen, start, running)
            if look:
                look(share)
                model.train()
    _tell(steps, seen, start, running)
    return steps


def _tell(steps: int, seen: int, start: float, loss: torch.Tensor) -> None:
    passed = time.monotonic() - start
    print(f"  {steps} steps, {seen} examples, {passed:.0f} s, loss {loss.item():.4f}", flush=True)


def _batches(
    sources: list[Source], pieces: int, rng: np.random.Generator
) -> Iterator[tuple[int, NDArray[np.int64], int]]:
    """Yields (index of the source, rows, length) without end: similar lengths, in random order."""
    while True:
        batches: list[tuple[int, NDArray[np.int64], int]] = []
        for index, source in enumerate(sources):
            wanted = len(source.tokens) * source.share
            rows = rng.integers(0, len(source.tokens), max(1, int(wanted + rng.random())))
            lengths = source.tokens.lengths()[rows]
            order = np.argsort(lengths + rng.random(len(rows)) * STEP, kind="stable")
            begin = 0
            while begin < len(order):
                # Sorted by length with a little noise, so the last of a batch is among its longest.
                end = min(len(order), begin + LARGEST_BATCH)
                while end - begin > 1 and (end - begin) * _rounded(lengths[order[end - 1]]) > pieces:
                    end = begin + max(1, (end - begin) * 9 // 10)
                chosen = order[begin:end]
                batches.append((index, rows[chosen], _rounded(int(lengths[chosen].max()))))
                begin = end
        for number in rng.permutation(len(batches)):
            yield batches[number]


def _rounded(length: int) -> int:
    return int(length + -length % STEP)


@torch.inference_mode()
def score(model: Verifier, tokens: TokenSet, batch: int = 512) -> NDArray[np.float32]:
    """Returns [m] logits."""
    device = next(model.parameters()).device
    model.eval()
    lengths = tokens.lengths()
    order = np.argsort(lengths)
    laid = PairBatches(tokens, device)
    logits = np.zeros(len(tokens), np.float32)
    for start in range(0, len(order), batch):
        rows = order[start : start + batch]
        ids, segments, sizes, _ = laid.batch(rows, _rounded(int(lengths[rows].max())))
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            logits[rows] = model(ids, segments, sizes).cpu().numpy()
    return logits


def auroc(scores: NDArray[np.float32], positive: NDArray[np.bool_]) -> float:
    """Returns the share of pairs of a positive and a negative in the right order, ties counted half."""
    if positive.all() or not positive.any():
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    wins = ranks[positive].sum() - positive.sum() * (positive.sum() + 1) / 2
    return float(wins / (positive.sum() * (~positive).sum()))


def by_kind(scores: NDArray[np.float32], tokens: TokenSet) -> dict[str, tuple[int, float]]:
    """Returns for each kind its count and AUROC."""
    table: dict[str, tuple[int, float]] = {}
    for index, name in enumerate(tokens.names):
        rows = tokens.kinds == index
        table[name] = int(rows.sum()), auroc(scores[rows], tokens.labels[rows] > 0.5)
    return table
