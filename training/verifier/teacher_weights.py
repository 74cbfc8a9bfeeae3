"""Read the teacher's 4-bit weights (GGUF, Q4_K and Q6_K) into matrices, for the needed words only."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

BLOCK = 256
Q4_BYTES, Q6_BYTES = 144, 210


def unpack_q4(raw: torch.Tensor) -> torch.Tensor:
    """Returns [blocks * 256] float32 of Q4_K blocks: 8 groups of 32, each with a scale and a minimum.

    Args:
        raw: [blocks, 144] uint8: two float16 (scale, minimum), 12 bytes of 6-bit factors, 128 of nibbles.
    """
    count = raw.shape[0]
    scales = raw[:, :4].contiguous().view(torch.float16).float()
    factors, minima = _six_bit_factors(raw[:, 4:16])
    nibbles = raw[:, 16:].reshape(count, 4, 1, 32)
    values = torch.cat([nibbles & 15, nibbles >> 4], dim=2).reshape(count, 8, 32).float()
    step = (scales[:, :1] * factors)[:, :, None]
    return (step * values - (scales[:, 1:] * minima)[:, :, None]).reshape(-1)


def _six_bit_factors(packed: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    first, second, third = packed[:, :4], packed[:, 4:8], packed[:, 8:]
    factors = torch.cat([first & 63, (third & 15) | ((first >> 2) & 48)], dim=1)
    minima = torch.cat([second & 63, (third >> 4) | ((second >> 2) & 48)], dim=1)
    return factors.float(), minima.float()


def unpack_q6(raw: torch.Tensor) -> torch.Tensor:
    """Returns [blocks * 256] float32 of Q6_K blocks: 16 groups of 16.

    Args:
        raw: [blocks, 210] uint8: 128 bytes of low nibbles, 64 of high bits, 16 int8 factors, a float16.
    """
    count = raw.shape[0]
    low = raw[:, :128].reshape(count, 2, 1, 64)
    high = raw[:, 128:192].reshape(count, 2, 1, 32)
    low = torch.cat([low & 15, low >> 4], dim=2).reshape(count, 2, 4, 32)
    high = torch.cat([(high >> shift) & 3 for shift in (0, 2, 4, 6)], dim=2)
    values = (low | (high << 4)).float().reshape(count, 16, 16) - 32
    factors = raw[:, 192:208].contiguous().view(torch.int8).float()
    scale = raw[:, 208:].contiguous().view(torch.float16).float()
    return (values * (scale * factors)[:, :, None]).reshape(-1)


def pack(gguf_file: Path, kept_words: np.ndarray, target: Path, part_bytes: int) -> int:
    """Writes the raw blocks in parts of at most `part_bytes`, with an index; returns the number of parts.

    Args:
        kept_words: Ids of the vocabulary whose rows are kept, in order.
    """
    from gguf import GGUFReader  # noqa: PLC0415  only where weights are packed

    index: list[dict[str, object]] = []
    body = bytearray()
    for tensor in GGUFReader(gguf_file).tensors:
        if tensor.name == "token_embd.weight":
            continue  # the output matrix is the same one with more bits
        raw = np.asarray(tensor.data)
        if tensor.name == "output.weight":
            raw = raw[kept_words]
        shape = [int(size) for size in reversed(tensor.shape)]
        shape[0] = raw.shape[0]
        part = np.ascontiguousarray(raw).view(np.uint8).tobytes()
        index.append(
            {
                "name": tensor.name,
                "kind": tensor.tensor_type.name,
                "shape": shape,
                "at": len(body),
                "bytes": len(part),
            }
        )
        body += part
    target.mkdir(parents=True, exist_ok=True)
    (target / "index.json").write_text(json.dumps(index))
    np.save(target / "kept_words.npy", kept_words.astype(np.int32))
    starts = range(0, len(body), part_bytes)
    for number, start in enumerate(starts):
        (target / f"part{number:02d}.bin").write_bytes(body[start : start + part_bytes])
    return len(starts)


def load(folder: Path, device: str, kind: torch.dtype = torch.bfloat16) -> dict[str, torch.Tensor]:
    """Returns the matrices by name."""
    parts = sorted(folder.glob("part*.bin"))
    body = np.concatenate([np.fromfile(part, np.uint8) for part in parts])
    tensors: dict[str, torch.Tensor] = {}
    for entry in json.loads((folder / "index.json").read_text()):
        raw = torch.from_numpy(body[entry["at"] : entry["at"] + entry["bytes"]]).to(device)
        if entry["kind"] == "Q4_K":
            flat = unpack_q4(raw.view(-1, Q4_BYTES))
        elif entry["kind"] == "Q6_K":
            flat = unpack_q6(raw.view(-1, Q6_BYTES))
        else:
            flat = raw.view(torch.float32)
        tensors[entry["name"]] = flat.reshape(entry["shape"]).to(kind)
    return tensors
