"""Choose the models for a question by mode, the user's choice, the workspace and the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Mode
from genai_core.errors import InvalidInput, Misconfigured

MAX_MEMBERS = 8


def choose_models(
    catalogue: Sequence[ModelSpec],
    mode: Mode,
    *,
    asked: Sequence[ModelId] = (),
    preferred: Sequence[ModelId] = (),
) -> tuple[ModelSpec, ...]:
    """Returns the models to ask, in order of preference.

    Args:
        asked: Models that the user named; each must exist.
        preferred: The workspace's default; names that are no longer in the catalogue are skipped.

    Raises:
        Misconfigured: The catalogue has no model that answers.
        InvalidInput: An asked model is not in the catalogue, or there are too many.
    """
    members = [spec for spec in catalogue if spec.role != "judge"]
    if not members:
        raise Misconfigured(
            "no model is configured",
            remedy="Add one under `models` in config.json, such as the built-in extractive one, and deploy.",
        )
    candidates = _asked(catalogue, asked) if asked else _named(members, preferred) or members
    return _for_mode(candidates, mode, ordered=bool(asked))[:MAX_MEMBERS]


def strong_models(models: Iterable[ModelSpec]) -> tuple[ModelSpec, ...]:
    """Returns the models that a cascade asks only if the cheap ones do not reach a result."""
    return tuple(spec for spec in models if spec.role == "strong")


def _asked(catalogue: Sequence[ModelSpec], asked: Sequence[ModelId]) -> list[ModelSpec]:
    wanted = list(dict.fromkeys(asked))
    known = {spec.model_id for spec in catalogue}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise InvalidInput(f"models names {unknown[0]!r}", remedy=f"Choose from {', '.join(sorted(known))}.")
    if len(wanted) > MAX_MEMBERS:
        raise InvalidInput(f"models names {len(wanted)!r} models", remedy=f"Ask at most {MAX_MEMBERS}.")
    return _named(catalogue, wanted)


def _named(catalogue: Sequence[ModelSpec], names: Sequence[ModelId]) -> list[ModelSpec]:
    by_id = {spec.model_id: spec for spec in catalogue}
    return [by_id[name] for name in dict.fromkeys(names) if name in by_id]


def _for_mode(candidates: list[ModelSpec], mode: Mode, *, ordered: bool) -> tuple[ModelSpec, ...]:
    if mode == "single":
        strong_first = candidates if ordered else [*strong_models(candidates), *candidates]
        return (strong_first[0],)
    if mode == "cascade":
        return _cascade(candidates)
    return tuple(candidates)


def _cascade(candidates: list[ModelSpec]) -> tuple[ModelSpec, ...]:
    strong = strong_models(candidates)[:1]
    cheap = [spec for spec in candidates if spec not in strong]
    first = cheap[:1]
    # Models of one family make the same errors: take the second from another family if there is one.
    others = [spec for spec in cheap[1:] if spec.family != first[0].family]
    second = (others or cheap[1:])[:1]
    return (*first, *second, *strong)
