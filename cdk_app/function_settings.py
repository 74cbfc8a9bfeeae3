"""What config.json says to functions, by the names of their settings."""

from __future__ import annotations

from pathlib import Path

from cdk_app.config import EnvironmentConfig


def config_settings(config: EnvironmentConfig, repository: Path) -> dict[str, str]:
    """Returns the settings that follow from the file alone; which function gets which, the catalogue says."""
    limits = config.limits
    host = config.functions.runtime == "host"
    return {
        "search_engine": {"pgvector": "postgresql"}.get(config.engine, config.engine),
        "embedder_path": str(repository / ".build" / "model") if host else "/opt/model",
        "retrieval_depth": str(config.retrieval.depth),
        "retrieval_passages": str(config.retrieval.passages),
        "retrieval_languages": ",".join(config.retrieval.languages),
        "retrieval_expansion": config.retrieval.expansion,
        "retrieval_self_query": config.retrieval.self_query,
        "retrieval_question_model": config.retrieval.question_model,
        "retrieval_question_timeout_s": str(config.retrieval.question_timeout_s),
        "retrieval_diversity": str(config.retrieval.diversity),
        "retrieval_join_neighbours": "on" if config.retrieval.join_neighbours else "off",
        "retrieval_max_words": str(config.retrieval.max_words),
        "reranker": config.retrieval.reranker,
        "reranker_target": config.retrieval.reranker_target,
        "reranker_timeout_s": str(config.retrieval.reranker_timeout_s),
        "max_question_chars": str(limits.question_chars),
        "answer_deadline_s": str(limits.answer_s),
        "answer_writer": config.answer.writer,
        "answer_judge": config.answer.judge,
        "answer_further_s": str(config.answer.further_s),
        "max_document_bytes": str(limits.document_bytes),
        "daily_tokens": str(limits.daily_tokens),
        "daily_cost_usd": str(limits.daily_cost_usd),
        "stuck_after_minutes": str(config.monitoring.stuck_after_minutes),
    }
