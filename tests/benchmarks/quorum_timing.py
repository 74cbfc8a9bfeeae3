"""How soon the answer is there: `python -m tests.benchmarks.quorum_timing`.

Five scripted models that are silent for 1, 2, 3, 6 and 20 s and then answer at once, the real encoder,
memory stores; every step from the accepted question to the recorded answer. Takes about 70 s.
"""

from collections.abc import Sequence
from pathlib import Path

from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Mode
from tests.benchmarks.in_process import InProcess, PacedModel, RunOutcome

ROOT = Path(__file__).parents[2]
LATENCIES_S = (1, 2, 3, 6, 20)
LIMIT_MS = 300
QUESTION = "When was the Eiffel Tower completed, and how tall is it?"
TEXTS = (
    "The Eiffel Tower was completed in 1889. It stands 330 metres tall and was designed by Gustave Eiffel.",
    "The tower is repainted every seven years with 60 tonnes of paint.",
    "Two restaurants and a viewing platform are open to visitors all year.",
)
ANSWER = "The Eiffel Tower was completed in 1889. It stands 330 metres tall."
DIFFERING = (ANSWER, ANSWER, "Visitors find two restaurants and a viewing platform.")
"""What models say if none is to complete a quorum."""
SLOW_LIMIT_MS = 2000


def main() -> None:
    """Prints one line per mode, and how often retrieval ran for 1 to 8 models."""
    embedder = OnnxEmbedder(ROOT / ".build/model")
    run(embedder, [0.05] * 2, "compare")  # the first text loads the encoder's runtime
    print(f"{'mode':<9}{'first token':>12}{'done':>8}{'wall':>8}   after")
    timings = run(embedder, LATENCIES_S, "quorum")
    report("quorum", timings, sorted(timings.arrivals())[2], "the third arrival")
    timings = run(embedder, LATENCIES_S, "cascade")
    report("cascade", timings, sorted(timings.arrivals())[1], "the second cheap one")
    timings = run(embedder, LATENCIES_S, "compare")
    report("compare", timings, max(LATENCIES_S), "the slowest model's 20 s")
    for name, latencies_s in (("one slow of 2", (0.5, 20)), ("one slow of 3", (0.5, 20, 1))):
        report_slow(name, run(embedder, latencies_s, "quorum", DIFFERING))
    for members in range(1, 9):
        outcome = run(embedder, [0.05] * members, "quorum")
        print(f"{members} models: retrieval asked {outcome.searches}")


class Counted(RunOutcome):
    """An outcome with what the indexes were asked for it."""

    searches: str = ""


def run(
    embedder: OnnxEmbedder, latencies_s: Sequence[float], mode: Mode, texts: Sequence[str] = (ANSWER,) * 8
) -> Counted:
    names = [f"m{system}" for system in range(len(latencies_s))]
    models = {
        name: PacedModel(text, latency)
        for name, text, latency in zip(names, texts, latencies_s, strict=False)
    }
    roles = ["cheap"] * (len(names) - 1) + ["strong" if mode == "cascade" else "cheap"]
    specs = [
        ModelSpec(ModelId(name), name, "openai", role=role)  # type: ignore[arg-type]
        for name, role in zip(names, roles, strict=True)
    ]
    system = InProcess(TEXTS, models, embedder)
    outcome = system.ask(QUESTION, specs, mode)
    counted = Counted(outcome.answer, outcome.frames, outcome.wall_s)
    counted.searches = ", ".join(f"{name} {count}" for name, count in sorted(system.index.calls.items()))
    return counted


def report(mode: str, outcome: RunOutcome, since: float, event: str) -> None:
    token, done, wall = (
        1000 * (at - since) for at in (outcome.first("token"), outcome.first("done"), outcome.wall_s)
    )
    verdict = "" if token <= LIMIT_MS else f"  above {LIMIT_MS} ms"
    print(f"{mode:<9}{token:>9.0f} ms{done:>5.0f} ms{wall:>5.0f} ms   {event}{verdict}", flush=True)


def report_slow(name: str, outcome: RunOutcome) -> None:
    """Prints when an answer is shown, and the cost of a model whose answer is not awaited."""
    first, last = min(outcome.arrivals()), max(outcome.arrivals())
    provisional, done = 1000 * (outcome.first("provisional") - first), 1000 * (outcome.first("done") - last)
    verdict = "" if done <= SLOW_LIMIT_MS else f"  above {SLOW_LIMIT_MS} ms"
    shown = f"provisional {provisional:.0f} ms after the first, done {done:.0f} ms after the last that came"
    print(f"{name}: {shown}{verdict}", flush=True)


if __name__ == "__main__":
    main()
