"""All commands of `quorum` by section, each imported when it is used; what has no help is an alias."""

from __future__ import annotations

from quorum_client.cli.lazy import Entry

SECTIONS = {
    "Ask": {
        "ask": Entry("ask:ask", "Asks QUESTION over the documents of a workspace."),
        "search": Entry("search:search", "Finds passages for QUESTION and asks no model."),
        "rate": Entry("rate:rate", "Says whether the answer of RUN, as `quorum ask` prints it, was right."),
        "replay": Entry(
            "replay:replay", "Asks the question of RUN, as `quorum ask` prints it, of every model again."
        ),
    },
    "What there is (each with its own verbs)": {
        "workspace": Entry("workspace:workspace", "Sets of documents that are searched together."),
        "document": Entry("document:document", "The documents of a workspace."),
        "session": Entry("session:session", "Your conversations."),
        "run": Entry("run:run", "Single answers with all that they rest on; kept for a day."),
        "model": Entry("model:model", "The models that are asked."),
    },
    "Bring documents in": {
        "ingest": Entry(
            "ingest:ingest",
            "Uploads PATHS (files, or folders with all they hold) and waits until they are ready.",
        ),
        "extract": Entry(
            "extract:extract", "Shows the text and tables that Quorum reads in files; `--help` says more."
        ),
    },
    "You and this machine": {
        "sign-in": Entry(
            "sign_in:sign_in", "Signs in to a deployment, and keeps the session for the other commands."
        ),
        "sign-out": Entry(
            "sign_in:sign_out", "Ends the session that `quorum sign-in` began, here and at the deployment."
        ),
        "usage": Entry("usage:usage", "Lists what you have used, per day and model."),
        "doctor": Entry(
            "doctor:doctor", "Checks the machine, the running parts, sign-in, the API and the models."
        ),
        "completion": Entry(
            "completion:completion", "Prints what makes SHELL complete commands and options on Tab."
        ),
    },
    "The whole deployment": {
        "admin": Entry(
            "admin:admin",
            "Usage, models and queue of the whole deployment, for users in the sign-in group `admin`.",
        ),
    },
    "Measure and operate (in a checkout)": {
        "evaluate": Entry(
            "evaluate:evaluate",
            "Measures retrieval, checks and whole answers; `--help` after each says more.",
        ),
        "cost": Entry("operate:cost", "Counts what an environment costs a month; `--help` says more."),
        "redrive": Entry(
            "operate:redrive",
            "Lists messages that failed for good, and tries them again; `--help` says more.",
        ),
        "smoke": Entry(
            "operate:smoke", "Walks through a deployed environment as its first user; `--help` says more."
        ),
    },
    "Names of earlier versions": {
        "workspaces": Entry("workspace:list_workspaces"),
        "documents": Entry("document:list_documents"),
        "sessions": Entry("session:list_sessions"),
        "runs": Entry("run:list_runs"),
        "models": Entry("model:list_models"),
        "invitations": Entry("membership:invitations"),
        "move-workspace": Entry("move:move"),
    },
}
