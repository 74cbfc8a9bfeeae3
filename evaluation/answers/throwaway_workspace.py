"""A temporary workspace of documents, with the laptop's models to ask about them."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cdk_app.config.file import read_environment
from evaluation.answers.question_runs import RememberedModel, ReplayClock, RunQuestions
from evaluation.retrieval.beir import CorpusDocument
from evaluation.retrieval.corpus_chunks import cut, encode, encoder_version, write_each
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import DocumentId, WorkspaceId
from genai_core.errors import InvalidInput
from genai_core.ports.language_model import LanguageModel
from genai_core.usecases.answering.check_answers import CheckAnswers
from local_runtime.servers import language_model as language_server
from local_runtime.servers.server import throwaway
from local_runtime.servers.throwaway_engine import throwaway_engine

CACHE = Path(".build/evaluation")
_WORKSPACE = WorkspaceId("evaluation")


@contextmanager
def throwaway_workspace(
    documents: Sequence[CorpusDocument], models: Sequence[str] = (), cache: Path = CACHE
) -> Generator[RunQuestions]:
    """Ingests the documents into a temporary PostgreSQL and yields the function that asks questions.

    Only once per process, because it sets the process's settings.

    Args:
        models: Ids of models of the environment `local`; all models if none is named.
        cache: Folder for encoded chunks and models' answers between runs.

    Raises:
        InvalidInput: There is no such model.
        Misconfigured: The encoder or the local language model is not installed.
    """
    with throwaway_engine("postgresql", _WORKSPACE), _language_models(models) as specs:
        from genai_core.wiring import embedding, retrieval  # noqa: PLC0415  (reads what was just set)
        from genai_core.wiring.models import language_model  # noqa: PLC0415
        from genai_core.wiring.verification import claim_verifier  # noqa: PLC0415

        clock = ReplayClock()

        def model(spec: ModelSpec) -> LanguageModel:
            language = language_model(spec)
            is_ours = spec.provider == "extractive"
            return language if is_ours else RememberedModel(language, spec, cache / "answers", clock)

        _ingest(documents, cache)
        yield RunQuestions(
            _WORKSPACE,
            retrieval.retrieval(),
            CheckAnswers(embedding.answer_embedder(), claim_verifier()),
            specs,
            model,
            clock,
        )


def _ingest(documents: Sequence[CorpusDocument], cache: Path) -> None:
    from genai_core.wiring import embedding, engines  # noqa: PLC0415

    chunks = cut(documents)
    everything = [chunk for parts in chunks.values() for chunk in parts]
    folder = cache / encoder_version(embedding.embedder())
    encoded = encode(everything, embedding.embedder(), folder, lambda _done: None)
    versions = ((DocumentId(name), [next(encoded) for _ in parts]) for name, parts in chunks.items())
    for _ in write_each(engines.engine_parts().chunks, _WORKSPACE, versions):
        pass


@contextmanager
def _language_models(names: Sequence[str]) -> Generator[list[ModelSpec]]:
    """Yields the requested models, and runs the laptop's own if it is one of them."""
    chosen = _chosen(names, "")
    if not any(spec.model_id == "smollm2" for spec in chosen):
        yield chosen
        return
    with throwaway(language_server.server) as server:
        yield _chosen(names, f"{server.url}/v1")


def _chosen(names: Sequence[str], url: str) -> list[ModelSpec]:
    addresses = {"QUORUM_SMOLLM2_URL": url} if url else {}
    catalogue = read_environment("local", environment={**os.environ, **addresses}).models
    known = {str(spec.model_id): spec for spec in catalogue}
    for name in names:
        if name not in known:
            raise InvalidInput(f"there is no model {name!r}", remedy=f"Choose from {', '.join(known)}.")
    return [known[name] for name in names or known]
