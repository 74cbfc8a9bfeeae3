"""The teacher, Qwen2.5-Coder-1.5B-Instruct, in plain PyTorch: writes claims, and judges claims in groups.

It works on compact word ids (those of `kept_words`), so that only a part of the vocabulary is needed.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch.nn.functional import linear, rms_norm, scaled_dot_product_attention, silu

LAYERS, HEADS, KEY_HEADS, HEAD, WIDTH = 28, 12, 2, 128, 1536
ROPE_BASE, EPSILON = 1_000_000.0, 1e-6
SAMPLED_FROM = 40
Weights = dict[str, torch.Tensor]


@dataclass
class Cache:
    """Keys and values of each layer, [batch, key heads, room, head]."""

    keys: list[torch.Tensor]
    values: list[torch.Tensor]


class Teacher:
    """Holds the weights; `hidden` reads whole sequences, `write` continues them."""

    def __init__(self, weights: Weights) -> None:
        self.w = weights
        for layer in range(LAYERS):
            at = f"blk.{layer}"
            for joined_name, parts in (
                ("qkv", ("attn_q", "attn_k", "attn_v")),
                ("up", ("ffn_gate", "ffn_up")),
            ):
                self.w[f"{at}.{joined_name}"] = torch.cat(
                    [self.w.pop(f"{at}.{part}.weight") for part in parts]
                )
            biases = [self.w.pop(f"{at}.{part}.bias") for part in ("attn_q", "attn_k", "attn_v")]
            self.w[f"{at}.bias"] = torch.cat(biases)
        self.words = self.w["output.weight"]
        self.device = self.words.device
        steps = torch.arange(0, HEAD, 2, device=self.device, dtype=torch.float32) / HEAD
        self._frequencies = ROPE_BASE**-steps

    def _rotation(self, positions: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        angles = positions[..., None].float() * self._frequencies
        angles = torch.cat([angles, angles], dim=-1)[:, None]
        return angles.cos().to(self.words.dtype), angles.sin().to(self.words.dtype)

    def _heads(
        self, layer: int, x: torch.Tensor, rotation: tuple[torch.Tensor, torch.Tensor]
    ) -> list[torch.Tensor]:
        """Returns queries, keys (both rotated by position) and values, [b, heads, t, head]."""
        at = f"blk.{layer}"
        batch, length, _ = x.shape
        normed = rms_norm(x, (WIDTH,), self.w[f"{at}.attn_norm.weight"], EPSILON)
        joined = linear(normed, self.w[f"{at}.qkv"], self.w[f"{at}.bias"])
        split = joined.view(batch, length, HEADS + 2 * KEY_HEADS, HEAD).transpose(1, 2)
        turned, values = split[:, : HEADS + KEY_HEADS], split[:, HEADS + KEY_HEADS :]
        cosine, sine = rotation
        half = HEAD // 2
        swapped = torch.cat([-turned[..., half:], turned[..., :half]], dim=-1)
        turned = turned * cosine + swapped * sine
        return [turned[:, :HEADS], turned[:, HEADS:], values]

    def _after(self, layer: int, x: torch.Tensor, mixed: torch.Tensor) -> torch.Tensor:
        at = f"blk.{layer}"
        x = x + linear(mixed, self.w[f"{at}.attn_output.weight"])
        normed = rms_norm(x, (WIDTH,), self.w[f"{at}.ffn_norm.weight"], EPSILON)
        gate, up = linear(normed, self.w[f"{at}.up"]).chunk(2, dim=-1)
        return x + linear(silu(gate) * up, self.w[f"{at}.ffn_down.weight"])

    def hidden(
        self,
        ids: torch.Tensor,
        positions: torch.Tensor,
        mask: torch.Tensor | None,
        cache: Cache | None = None,
    ) -> torch.Tensor:
        """Returns [b, t, width], the normalised states of the last layer.

        Args:
            ids: [b, t]. places: [b, t], their positions. mask: [b, 1, t, t], True if visible; None for causal
                attention.
            cache: Filled from position 0 if given.
        """
        x = self.words[ids]
        rotation = self._rotation(positions)
        batch, length = ids.shape
        for layer in range(LAYERS):
            queries, keys, values = self._heads(layer, x, rotation)
            if cache is not None:
                cache.keys[layer][:batch, :, :length] = keys
                cache.values[layer][:batch, :, :length] = values
            repeat = HEADS // KEY_HEADS
            mixed = scaled_dot_product_attention(
                queries,
                keys.repeat_interleave(repeat, 1),
                values.repeat_interleave(repeat, 1),
                attn_mask=mask,
                is_causal=mask is None,
            )
            x = self._after(layer, x, mixed.transpose(1, 2).reshape(batch, length, HEADS * HEAD))
        return rms_norm(x, (WIDTH,), self.w["output_norm.weight"], EPSILON)

    def _step(self, ids: torch.Tensor, at: torch.Tensor, cache: Cache) -> torch.Tensor:
        """Returns [b, words] of logits after one more word each, at position `at`; fills the cache there."""
        x = self.words[ids][:, None]
        rotation = self._rotation(at[:, None])
        batch, room = len(ids), cache.keys[0].shape[2]
        seen = (torch.arange(room, device=self.device)[None] <= at[:, None])[:, None, None]
        rows = torch.arange(batch, device=self.device)
        for layer in range(LAYERS):
            queries, keys, values = self._heads(layer, x, rotation)
            cache.keys[layer][rows, :, at] = keys[:, :, 0]
            cache.values[layer][rows, :, at] = values[:, :, 0]
            grouped = queries.reshape(batch, KEY_HEADS, HEADS // KEY_HEADS, HEAD)
            scores = (grouped @ cache.keys[layer].transpose(2, 3)).float() * HEAD**-0.5
            shares = scores.masked_fill(~seen, float("-inf")).softmax(-1).to(x.dtype)
            x = self._after(layer, x, (shares @ cache.values[layer]).reshape(batch, 1, HEADS * HEAD))
        x = rms_norm(x, (WIDTH,), self.w["output_norm.weight"], EPSILON)
        return linear(x[:, 0], self.words).float()

    @torch.inference_mode()
    def write(
        self, prompts: list[list[int]], stop: int, most: int, temperature: float, room: int
    ) -> list[list[int]]:
        """Returns the sampled continuation of each prompt, without `stop`.

        Args:
            most: Maximum words to write. room: Length of the cache, for the prompts and `most` words.
        """
        batch = len(prompts)
        shape = (batch, KEY_HEADS, room, HEAD)
        cache = Cache(
            *(
                [torch.zeros(shape, device=self.device, dtype=self.words.dtype) for _ in range(LAYERS)]
                for _ in "kv"
            )
        )
        at = torch.tensor([len(prompt) for prompt in prompts], device=self.device)
        logits = torch.cat([self._read(prompts[i : i + 128], cache, i) for i in range(0, batch, 128)])
        ids = torch.zeros(batch, dtype=torch.long, device=self.device)
        written = torch.full((batch, most), stop, dtype=torch.long, device=self.device)
        step = self._captured(ids, at, cache) if self.device.type == "cuda" else None
        finished = torch.zeros(batch, dtype=torch.bool, device=self.device)
        for count in range(most):
            top = logits.topk(SAMPLED_FROM, dim=-1)
            noise = torch.empty_like(top.values).exponential_().log_().neg_()
            chosen = (top.values / temperature + noise).argmax(-1, keepdim=True)
            ids.copy_(top.indices.gather(1, chosen)[:, 0])
            written[:, count] = torch.where(finished, stop, ids)
            finished |= ids == stop
            if count % 8 == 7 and bool(finished.all()):
                break
            logits = self._step(ids, at, cache) if step is None else step()
            at += 1
        rows = written.tolist()
        return [row[: row.index(stop)] if stop in row else row for row in rows]

    def _read(self, prompts: list[list[int]], cache: Cache, first: int) -> torch.Tensor:
        longest = max(map(len, prompts))
        ids = torch.tensor([p + [0] * (longest - len(p)) for p in prompts], device=self.device)
        positions = torch.arange(longest, device=self.device).expand_as(ids)
        rows = slice(first, first + len(prompts))
        part = Cache([k[rows] for k in cache.keys], [v[rows] for v in cache.values])
        states = self.hidden(ids, positions, None, part)
        last = torch.tensor([len(p) - 1 for p in prompts], device=self.device)
        return linear(states[torch.arange(len(prompts), device=self.device), last], self.words).float()

    def _captured(self, ids: torch.Tensor, at: torch.Tensor, cache: Cache):  # noqa: ANN202
        """Returns the step as one recorded launch, which avoids thousands of small ones."""
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            self._step(ids, at, cache)
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            logits = self._step(ids, at, cache)

        def step() -> torch.Tensor:
            graph.replay()
            return logits

        return step

    @torch.inference_mode()
    def judge(self, packs: list[tuple[list[int], list[list[int]]]], yes: int, no: int) -> list[list[float]]:
        """Returns log P(yes) - log P(no) after each ending, for groups of (start, endings).

        A start is read once for all of its endings, which do not see one another.
        """
        longest = max(len(start) + sum(map(len, ends)) for start, ends in packs)
        longest += -longest % 8
        ids = torch.zeros(len(packs), longest, dtype=torch.long)
        positions, parts = torch.zeros_like(ids), torch.full_like(ids, -1)
        lasts: list[tuple[int, int]] = []
        for row, (start, ends) in enumerate(packs):
            fill = 0
            for number, piece in enumerate([start, *ends]):
                until = fill + len(piece)
                begin = 0 if number == 0 else len(start)
                ids[row, fill:until] = torch.tensor(piece)
                positions[row, fill:until] = torch.arange(begin, begin + len(piece))
                parts[row, fill:until] = number
                fill = until
                if number:
                    lasts.append((row, until - 1))
        ids, positions, parts = (each.to(self.device) for each in (ids, positions, parts))
        order = torch.arange(longest, device=self.device)
        seen = (order[None, :, None] >= order[None, None, :]) & (
            (parts[:, None, :] == 0) | (parts[:, None, :] == parts[:, :, None])
        )
        states = self.hidden(ids, positions, seen[:, None])
        rows, at = torch.tensor(lasts, device=self.device).T
        logits = linear(states[rows, at], self.words[[yes, no]]).float()
        scores = iter((logits[:, 0] - logits[:, 1]).tolist())
        return [[next(scores) for _ in ends] for _, ends in packs]
