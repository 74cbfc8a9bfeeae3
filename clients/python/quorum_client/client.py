"""The SDK's main class."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import httpx

from quorum_client.administration import Administration
from quorum_client.answering import AnswerStream, new_question
from quorum_client.documents import Documents
from quorum_client.errors import ClientError, QuorumUnreachable, ServerRefused
from quorum_client.protocol.questions import Replay, Run
from quorum_client.protocol.sessions import MAX_SESSION_MESSAGES, SessionMessage
from quorum_client.rest import RestClient
from quorum_client.session import Session
from quorum_client.tokens import Tokens, claims
from quorum_client.values import Answer, Conversation, Found, FoundPassage, Mode, read, to_json
from quorum_client.workspaces import Workspaces

LOOK_EVERY_S = 0.5


class Quorum:
    """One deployment, as one user. Use as a context manager, or call `close`.

    Args:
        token_cache: Where tokens are kept between runs; None for memory only.

    Example:
        from quorum_client import ClientError, Quorum

        try:
            with Quorum.connect() as quorum:  # the session of `quorum sign-in` or `make start`
                workspace = quorum.workspaces.find_or_create("papers")
                answer = quorum.query("Is it so?", workspace.workspace_id)
                print(answer.text, answer.outcome, answer.agreement, answer.groundedness)
                for citation in answer.citations:
                    print(citation.marker, citation.title, citation.page, citation.quote)
                for claim in answer.claims:
                    print(claim.claim, claim.verdict, [(each.model_id, each.stance) for each in claim.models])
                for document in quorum.documents.list(workspace.workspace_id):
                    print(document.path, document.status, document.reason)
                for session in quorum.sessions():
                    print(session["title"], len(quorum.session_messages(session["session_id"]).messages))
                quorum.rate(answer.run_id, "up")
        except ClientError as error:
            print(error)  # what is wrong, and what to do about it
    """

    def __init__(
        self, session: Session, *, token_cache: Path | None = None, http: httpx.Client | None = None
    ) -> None:
        self.session = session
        # The emulator and the API are never behind the proxy that the shell may name for the internet.
        self._http = http or httpx.Client(timeout=60.0, trust_env=not session.endpoint_url)
        self.tokens = Tokens(session, self._http, cache=token_cache)
        self.rest = RestClient(session.api_url, self.tokens, self._http)
        self.workspaces = Workspaces(self.rest)
        self.documents = Documents(self.rest, self._http)
        self.administration = Administration(self.rest)

    @classmethod
    def connect(cls, session_file: str | Path | None = None) -> Quorum:
        """Opens the session that `make start` left, or the named one; tokens are kept beside it."""
        session = Session.load(session_file)
        return cls(session, token_cache=Path(session.file).with_name("tokens.json"))

    @property
    def user_id(self) -> str:
        """The signed-in user's id, by which owners invite them. Raises NotSignedIn, QuorumUnreachable."""
        return str(claims(self.tokens.id_token()).get("sub", ""))

    @property
    def email(self) -> str:
        """The user's verified e-mail address, by which owners invite them too; empty if there is none.

        Raises:
            NotSignedIn, QuorumUnreachable: There is no token.
        """
        token_claims = claims(self.tokens.id_token())
        is_verified = token_claims.get("email_verified") in (True, "true")
        return str(token_claims.get("email", "")) if is_verified else ""

    def ask(
        self,
        question: str,
        workspace_id: str,
        *,
        mode: Mode | None = None,
        models: Sequence[str] = (),
        session_id: str = "",
        filters: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Asks and waits for the verified answer.

        Args:
            filters: Which documents it may rest on, such as `{"type": "pdf", "date": {"gte": "2024"}}`.

        Raises:
            ServerRefused, QuorumUnreachable: As of `stream`.
        """
        stream = self.stream(
            question, workspace_id, mode=mode, models=models, session_id=session_id, filters=filters
        )
        for _ in stream:
            pass
        if stream.answer is None:
            raise ClientError("the stream ended without an answer")
        return stream.answer

    def stream(
        self,
        question: str,
        workspace_id: str,
        *,
        mode: Mode | None = None,
        models: Sequence[str] = (),
        session_id: str = "",
        filters: Mapping[str, Any] | None = None,
        limit_s: float = 180.0,
    ) -> AnswerStream:
        """Returns the frames of one answer as an iterable.

        Example:
            with Quorum.connect() as quorum:
                stream = quorum.stream("Is it so?", quorum.workspaces.find("papers").workspace_id)
                for frame in stream:
                    print(frame.get("token", ""), end="", flush=True)
                print(stream.answer.outcome)
        """
        asked = new_question(
            question, workspace_id, mode=mode, models=models, session_id=session_id, filters=filters
        )
        return AnswerStream(self.rest, self.session.websocket_url, asked, limit_s=limit_s)

    def query(
        self,
        question: str,
        workspace_id: str,
        *,
        mode: Mode | None = None,
        models: Sequence[str] = (),
        filters: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Asks over REST: one call, one answer, no streaming; a gateway waits 29 seconds at most."""
        body = new_question(question, workspace_id, mode=mode, models=models, filters=filters)
        return Answer.from_done(self.rest.call("POST", "/rag-query", body, key=body.pop("request_id")))

    def retrieve(
        self,
        question: str,
        workspace_id: str,
        *,
        limit: int | None = None,
        filters: Mapping[str, Any] | None = None,
    ) -> list[FoundPassage]:
        """Returns the passages that an answer would rest on, best first."""
        return list(self.search(question, workspace_id, limit=limit, filters=filters).passages)

    def search(
        self,
        question: str,
        workspace_id: str,
        *,
        limit: int | None = None,
        filters: Mapping[str, Any] | None = None,
    ) -> Found:
        """Returns the passages that an answer would rest on, and how long each stage took."""
        body: dict[str, Any] = {"workspace_id": workspace_id, "query": question}
        if limit:
            body["limit"] = limit
        if filters:
            body["filters"] = dict(filters)
        return read(Found, self.rest.call("POST", "/retrieve", body, repeatable=True))

    def rate(self, run_id: str, rating: Literal["up", "down"], comment: str = "") -> None:
        """Rates an answer of yours; the workspace learns from it. A later rating replaces an earlier one.

        Raises:
            ServerRefused: There is no such run, or somebody else asked it.
        """
        body = {"run_id": run_id, "rating": rating, "comment": comment}
        self.rest.call("POST", "/feedback", body, repeatable=True)

    def replay(self, run_id: str, *, limit_s: float = 300.0) -> Answer:
        """Asks the question of a run of yours again, as a run of its own, and waits for its answer.

        Raises:
            ServerRefused: There is no such run, somebody else asked it, or the new run failed.
            QuorumUnreachable: The new run did not end in time.
        """
        begun = read(Replay, self.rest.call("POST", f"/runs/{run_id}/replay", key=uuid.uuid4().hex))
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline:
            run = self.run(begun.run_id)
            if run.error:
                raise ServerRefused(run.error.error, remedy=run.error.remedy, code=run.error.code)
            if run.result:
                return Answer.from_done(to_json(run.result))
            time.sleep(LOOK_EVERY_S)
        raise QuorumUnreachable(
            f"run {begun.run_id} did not end within {limit_s:g} s",
            remedy="Look at its execution in the console of Step Functions.",
        )

    def models(self, *, check: bool = False) -> list[dict[str, Any]]:
        """Returns the models that are asked; with `check` also which answer now, and why not."""
        return self.rest.call("GET", "/models", params={"check": str(check).lower()})["models"]

    def usage(self) -> dict[str, Any]:
        return self.rest.call("GET", "/usage")

    def sessions(self) -> list[dict[str, Any]]:
        return self.rest.call("GET", "/sessions")["sessions"]

    def session_messages(self, session_id: str) -> Conversation:
        """Returns a conversation, yours or a shared one, with all its messages, oldest first.

        Raises:
            ServerRefused: You have no such conversation.
        """
        messages: tuple[SessionMessage, ...] = ()
        params = {"limit": str(MAX_SESSION_MESSAGES)}
        while True:
            part = read(Conversation, self.rest.call("GET", f"/sessions/{session_id}", params=params))
            messages = (*part.messages, *messages)
            if not part.before:
                return replace(part, messages=messages)
            params["before"] = part.before

    def rename_session(self, session_id: str, title: str) -> None:
        """Gives a conversation of yours another title. Raises as `session_messages`."""
        self.rest.call("PATCH", f"/sessions/{session_id}", {"title": title}, repeatable=True)

    def share_session(self, session_id: str, *, is_shared: bool = True) -> None:
        """Lets the members of its workspaces read a conversation of yours, or nobody. Raises as above."""
        self.rest.call("PATCH", f"/sessions/{session_id}", {"is_shared": is_shared}, repeatable=True)

    def delete_session(self, session_id: str) -> None:
        """Deletes a conversation of yours for good. Raises as `session_messages`."""
        self.rest.call("DELETE", f"/sessions/{session_id}")

    def run(self, run_id: str) -> Run:
        """Returns one run of yours, whole: its question, and its result or error. Runs are kept for a day.

        Raises:
            ServerRefused: There is no such run, or somebody else asked it.
        """
        return read(Run, self.rest.call("GET", f"/runs/{run_id}"))

    def health(self) -> dict[str, Any]:
        return self.rest.call("GET", "/health")

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Quorum:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
