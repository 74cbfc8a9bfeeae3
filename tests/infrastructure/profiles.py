"""An environment with all that a profile switches on: endpoints of all kinds, firewall, domain, key,
identity providers, and as many models as there may be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.infrastructure.assembly import REPOSITORY

MOST_MODELS = 20
ALARM_EMAIL = "night@example.org"
HUB = "arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/a-model/2.1.0"
OWN_IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/models/writer:1.2"
PACKAGE = "arn:aws:sagemaker:eu-west-1:111122223333:model-package/a-package/1"
ENDPOINTS: list[dict[str, Any]] = [
    {
        "name": "quorum-writer",
        "container": {"environment": {"HF_MODEL_ID": "a/model"}},
        "instances": {"type": "ml.g5.xlarge", "most": 3, "calls_a_minute": 30},
    },
    {
        "name": "quorum-own",
        "container": {"uri": OWN_IMAGE, "model_data_url": "s3://a-bucket/writer/model.tar.gz"},
        "instances": {"type": "ml.g5.2xlarge"},
    },
    {
        "name": "quorum-package",
        "package": PACKAGE,
        "instances": {"type": "ml.g5.xlarge", "hours": {"time_zone": "Europe/Berlin"}},
    },
    {
        "name": "quorum-hub",
        "hub": {"arn": HUB, "accepts_licence": True},
        "instances": {"type": "ml.g6.xlarge"},
    },
    {"name": "quorum-embedder", "script": {"folder": "all_minilm_l6_v2"}, "serverless": {}},
    {
        "name": "quorum-reranker",
        "script": {"folder": "ms_marco_minilm_l6_v2", "token_secret": "quorum/hub"},
        "serverless": {"memory_mb": 3072, "concurrency": 10},
    },
]
KEYED = {
    "model_id": "server",
    "family": "other",
    "provider": "openai",
    "target": "m",
    "endpoint": "https://models.example.org/v1",
    "api_key_secret": "quorum/server",
}


PROVIDERS: list[dict[str, Any]] = [
    {
        "name": "Company",
        "label": "Example Company",
        "oidc": {
            "issuer": "https://login.example.org/tenant/v2.0",
            "client_id": "quorum-page",
            "secret": "quorum/company",
        },
    },
    {
        "name": "Partner",
        "label": "Partner",
        "saml": {"metadata_url": "https://partner.example.org/metadata.xml"},
        "attributes": {"email": "mail", "email_verified": "mailVerified"},
    },
]


def further_model(number: int) -> dict[str, Any]:
    """Returns a model behind an inference profile, which needs two permissions."""
    return {
        **{"model_id": f"claude-{number}", "family": "claude", "provider": "bedrock", "role": "strong"},
        "target": f"eu.anthropic.claude-sonnet-4-{number}-20250929-v1:0",
        **{"context_tokens": 200_000, "input_price": 3, "output_price": 15, "guardrail": "gr1a2b3c:2"},
    }


def everything_config() -> dict[str, Any]:
    """Returns config.json with a `dev` in Ireland that has all of it."""
    text = (REPOSITORY / "config.json").read_text().replace('"us.', '"eu.')
    document = json.loads(text)
    dev: dict[str, Any] = document["environments"]["dev"]
    profiles = {"waf": {}, "opensearch": {"instances": 2}, "sagemaker": ENDPOINTS}
    dev |= {"region": "eu-west-1", "engine": "opensearch", "profiles": profiles}
    dev["functions"] = {
        "release": "canary",
        "snap_start": ["serve_api"],
        "provisioned_concurrency": {"ask_model": 2},
        "reserved_concurrency": {"ask_model": 50},
    }
    dev["network"] |= {"nat_gateways": 1}
    dev["database"]["aurora"]["wake_on_connect"] = True
    dev["storage"] = {**dev.get("storage", {}), "customer_key": True}
    dev["sign_in"] = {"providers": PROVIDERS}
    dev["monitoring"] = {**dev.get("monitoring", {}), "alarm_email": ALARM_EMAIL}
    dev["delivery"] = {"repository": "example/quorum"}
    writers = [each["name"] for each in ENDPOINTS if "instances" in each]
    dev["models"] += [
        {"model_id": name, "family": name, "provider": "sagemaker", "target": name} for name in writers
    ]
    dev["models"].append(KEYED)
    dev["models"][1]["guardrail"] = "gr1a2b3c:2"
    dev["models"] += [further_model(number) for number in range(MOST_MODELS - len(dev["models"]))]
    dev["encoders"] = [{"name": "all-minilm-l6-v2", "provider": "sagemaker", "target": "quorum-embedder"}]
    dev["retrieval"] = {"reranker": "sagemaker", "reranker_target": "quorum-reranker"}
    return document


def write_config(folder: Path, document: dict[str, Any]) -> Path:
    """Writes a config.json, and returns where it is."""
    (folder / "config.json").write_text(json.dumps(document))
    return folder / "config.json"
