"""Train: `python -m training.verifier.train --encoder FILE --made A.npz=1 --sets DIR --out DIR`.

It trains on the made examples first, which gives an unbiased figure for each labelled set; then, for each
licensed set, briefly on all others, measured on the set left out; finally on all of them, which is the
shipped network. It writes the trained tensors as float16 parts, and `figures.json`.
"""

from __future__ import annotations

import argparse
import copy
import json
from pathlib import Path

import numpy as np
import torch

from training.verifier.labelled_rows import ALL, LICENSED
from training.verifier.network import Verifier, from_encoder, learnt
from training.verifier.token_sets import TokenSet, load_tokens
from training.verifier.training_run import Plan, Source, auroc, by_kind, score, train

PART_BYTES = 15_000_000


def main() -> None:
    chosen = _arguments()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(chosen.seed)
    made_sources = [
        Source(load_tokens(Path(path)), float(share))
        for path, share in (each.split("=") for each in chosen.made)
    ]
    sets = {name: load_tokens(chosen.sets / f"{name}.npz") for name in ALL}
    model = from_encoder(chosen.encoder).to(device)
    if chosen.start:
        model.load_state_dict(torch.load(chosen.start, map_location=device))
    figures: dict[str, object] = {}
    if chosen.seconds > 0:
        train(
            model,
            made_sources,
            Plan(chosen.seconds, chosen.epochs, chosen.rate, pieces=chosen.pieces),
            chosen.seed,
        )
    figures["made only"] = measure(model, sets, "made only")
    if chosen.dev:
        figures["made, held out"] = by_kind(score(model, dev := load_tokens(chosen.dev)), dev)
        print(json.dumps(figures["made, held out"]))
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.keep:
        torch.save(model.state_dict(), chosen.keep)
    save(model, chosen.out, "made")
    if chosen.second > 0:
        figures["left out"] = {
            name: auroc(_second(model, made_sources, sets, chosen, without=name)[1], sets[name].labels > 0.5)
            for name in LICENSED
        }
        print("left out:", figures["left out"], flush=True)
        final, _ = _second(model, made_sources, sets, chosen, without=None)
        figures["all"] = measure(final, sets, "all")
        save(final, chosen.out, "all")
    (chosen.out / "figures.json").write_text(json.dumps(figures, indent=1))


def measure(model: Verifier, sets: dict[str, TokenSet], name: str) -> dict[str, float]:
    """Returns the AUROC on each labelled set."""
    aurocs = {each: auroc(score(model, tokens), tokens.labels > 0.5) for each, tokens in sets.items()}
    mean = float(np.mean(list(aurocs.values())))
    print(f"{name}: mean {mean:.3f}", {each: round(value, 3) for each, value in aurocs.items()}, flush=True)
    return {**aurocs, "mean": mean}


def _second(
    model: Verifier,
    made_sources: list[Source],
    sets: dict[str, TokenSet],
    chosen: argparse.Namespace,
    *,
    without: str | None,
) -> tuple[Verifier, np.ndarray]:
    """Returns a copy trained on all licensed sets except one, and its logits on that one."""
    copied = copy.deepcopy(model)
    used = [sets[name] for name in LICENSED if name != without]
    rows = sum(len(tokens) for tokens in used)
    # A large set counts less per row; as many made examples as labelled ones prevent forgetting.
    sources = [Source(tokens, (600 / len(tokens)) ** 0.5) for tokens in used]
    everything = sum(len(source.tokens) for source in made_sources)
    sources += [Source(source.tokens, source.share * 2 * rows / everything) for source in made_sources]
    plan = Plan(chosen.second, chosen.second_epochs, chosen.second_rate, pieces=min(chosen.pieces, 12_288))
    train(copied, sources, plan, chosen.seed, log=10_000)
    return copied, score(copied, sets[without]) if without else np.zeros(0)


def save(model: Verifier, folder: Path, name: str) -> None:
    """Writes the trained tensors as one npz, in parts of at most 15 MB."""
    path = folder / f"{name}.npz"
    np.savez(path, **{key: value.numpy() for key, value in learnt(model).items()})
    body = path.read_bytes()
    for number, start in enumerate(range(0, len(body), PART_BYTES)):
        (folder / f"{name}.npz.{number}").write_bytes(body[start : start + PART_BYTES])
    path.unlink()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="model.safetensors of the encoder")
    parser.add_argument("--made", nargs="+", required=True, metavar="FILE=SHARE")
    parser.add_argument("--dev", type=Path, help="held-out made examples")
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="state saved by an earlier run")
    parser.add_argument("--keep", type=Path, help="file for the state after the first part")
    parser.add_argument("--seconds", type=float, default=150)
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--second", type=float, default=12, help="seconds of each second part; 0 for none")
    parser.add_argument("--second-epochs", type=float, default=3)
    parser.add_argument("--second-rate", type=float, default=1e-4)
    parser.add_argument("--pieces", type=int, default=49_152)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
