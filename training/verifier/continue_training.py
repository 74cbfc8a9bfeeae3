"""Train the shipped network further: `python -m training.verifier.continue_training --made A.npz=1 ...`.

It starts from the committed weights, which are stored in eight bits. The result is averaged with them, weight
by weight: an average keeps most of what was learnt now, and forgets less of what was learnt before.
"""

from __future__ import annotations

import argparse
import copy
import json
from pathlib import Path

import torch

from tools.build.encoder_recipes import MINILM
from tools.build.verifier import WORDS
from tools.build.verifier_weights import read_learnt, unpack
from training.verifier.network import NAMES, Verifier
from training.verifier.token_sets import TokenSet, load_tokens
from training.verifier.train import save
from training.verifier.training_run import Plan, Source, auroc, score, train

SHARES = (0.0, 0.2, 0.35, 0.5, 1.0)
"""Shares of the old weights whose figures are printed."""


def shipped() -> Verifier:
    """Returns the network with the committed weights."""
    tensors = unpack(read_learnt())[0] | {WORDS: MINILM.weights()[WORDS]}
    model = Verifier()
    model.load_state_dict({ours: torch.from_numpy(tensors[name]) for ours, name in NAMES.items()})
    return model


def averaged(old: Verifier, new: Verifier, share: float) -> Verifier:
    """Returns `share * old + (1 - share) * new`, weight by weight."""
    result, before = copy.deepcopy(new), old.state_dict()
    result.load_state_dict(
        {name: share * before[name] + (1 - share) * value for name, value in new.state_dict().items()}
    )
    return result


def figures_of(model: Verifier, dev: TokenSet) -> dict[str, float]:
    """Returns the AUROC, and the shares of true and false claims from .3 and from .8 on."""
    logits = score(model, dev, batch=64)
    positive, probability = dev.labels > 0.5, 1 / (1 + torch.exp(-torch.from_numpy(logits))).numpy()
    figures = {"auroc": auroc(logits, positive)}
    for bound in (0.3, 0.8):
        figures[f"true from {bound}"] = float((probability[positive] >= bound).mean())
        figures[f"false from {bound}"] = float((probability[~positive] >= bound).mean())
    return {name: round(value, 4) for name, value in figures.items()}


def main() -> None:
    chosen = _arguments()
    torch.set_num_threads(chosen.threads)
    old, model, dev = shipped(), shipped(), load_tokens(chosen.dev)
    sources = [
        Source(load_tokens(Path(path)), float(share))
        for path, share in (each.split("=") for each in chosen.made)
    ]
    if chosen.start:
        model.load_state_dict(torch.load(chosen.start))
    print("before:", figures_of(old, dev), flush=True)
    chosen.out.mkdir(parents=True, exist_ok=True)

    def look(share: float) -> None:
        torch.save(model.state_dict(), chosen.out / "running.pt")
        print(f"  {share:.0%}: {figures_of(model, dev)}", flush=True)

    plan = Plan(chosen.seconds, chosen.epochs, chosen.rate, pieces=chosen.pieces)
    train(model, sources, plan, chosen.seed, log=chosen.log, look=look)
    torch.save(model.state_dict(), chosen.out / "new.pt")
    figures = {f"old share {share}": figures_of(averaged(old, model, share), dev) for share in SHARES}
    print(json.dumps(figures, indent=1))
    (chosen.out / "figures.json").write_text(json.dumps(figures, indent=1))
    save(averaged(old, model, chosen.keep_old), chosen.out, "all")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--made", nargs="+", required=True, metavar="FILE=SHARE")
    parser.add_argument("--dev", type=Path, required=True, help="held-out claims")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="new.pt of an earlier run; the committed weights without")
    parser.add_argument("--keep-old", type=float, default=0.5, metavar="SHARE")
    parser.add_argument("--seconds", type=float, default=2100)
    parser.add_argument("--epochs", type=float, default=9)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--pieces", type=int, default=3072)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--log", type=int, default=150, help="steps between two looks at the held-out claims")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
