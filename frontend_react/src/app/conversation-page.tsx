import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { useConversations } from "../api/conversations";
import { facetsOf } from "../api/documents";
import { explain } from "../api/problem";
import { useSystem } from "../api/system";
import { useDocuments } from "../api/use-documents";
import { ChatPanel } from "../features/chat/chat-panel";
import type { QuestionOptions } from "../features/chat/question-options";
import type { Turn } from "../features/chat/turn";
import { askIn, useConversation } from "../features/chat/use-conversation";
import { t } from "../i18n/catalogue";
import { Drawer } from "../ui/drawer";
import { Boundary } from "../ui/error-boundary";
import { THREE_PANES, useMedia } from "../ui/use-media";
import { MissingConversation } from "./missing-conversation";
import { Welcome } from "./welcome";

const EvidencePane = lazy(() => import("../features/evidence/evidence-pane"));

interface Props {
  workspaceId: string;
  /** Without it the next question begins a conversation. */
  sessionId?: string;
  /** The run whose evidence is open; the last one if there is none of it. */
  turn?: string;
  source?: number;
}

/** A conversation, and beside it the documents' own words. */
export function ConversationPage({ sessionId, ...rest }: Props) {
  return (
    <Boundary name={t("part.conversation")} retry={t("part.conversationRetry")} shownFor={sessionId}>
      {sessionId ? <Kept key={sessionId} sessionId={sessionId} {...rest} /> : <Fresh {...rest} />}
    </Boundary>
  );
}

function Fresh({ workspaceId }: Props) {
  const { socket } = useSystem();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const facets = useFacets(workspaceId);
  function ask(question: string, options: QuestionOptions) {
    const conversation = crypto.randomUUID();
    askIn(socket, queries, { workspaceId, sessionId: conversation, question, options });
    void navigate({ to: "/w/$workspace/c/$conversation", params: { workspace: workspaceId, conversation } });
  }
  return (
    <main className="conversation">
      <ChatPanel
        workspaceId={workspaceId}
        {...facets}
        turns={[]}
        busy={false}
        welcome={(begin) => <Welcome workspaceId={workspaceId} onAsk={begin} />}
        onSource={() => undefined}
        onAsk={ask}
        onCancel={() => undefined}
        onDrop={() => undefined}
      />
    </main>
  );
}

function Kept({ workspaceId, sessionId = "", turn, source }: Props) {
  const { turns, earlier, isMissing, error, busy, ask, cancel, drop } = useConversation(workspaceId, sessionId, turn);
  const { data: conversations } = useConversations(workspaceId);
  const navigate = useNavigate();
  const facets = useFacets(workspaceId);
  const linked = turns?.find((each) => each.runId !== "" && each.runId === turn);
  const shown = linked ?? turns?.at(-1);
  const openSource = turn && !linked ? undefined : source;
  const title = conversations?.find(({ session_id }) => session_id === sessionId)?.title ?? turns?.[0]?.question;
  const open = ({ runId }: Pick<Turn, "runId">, to: number) =>
    void navigate({
      to: "/w/$workspace/c/$conversation",
      params: { workspace: workspaceId, conversation: sessionId },
      search: { turn: runId, source: to },
      replace: true,
    });
  if (error) return <p role="alert">{explain(error)}</p>;
  if (isMissing) return <MissingConversation workspaceId={workspaceId} />;
  return (
    <main className="conversation conversation-kept">
      <h1 className="unseen">{title ?? t("conversation")}</h1>
      <ChatPanel
        workspaceId={workspaceId}
        sessionId={sessionId}
        {...facets}
        turns={turns ?? []}
        earlier={earlier}
        busy={busy}
        opened={shown && { turn: shown.runId, source: openSource }}
        onSource={open}
        onAsk={(question, options) => {
          ask(question, options);
          // The evidence follows the new question.
          if (turn) void navigate({ to: ".", search: {}, replace: true });
        }}
        onCancel={cancel}
        onDrop={drop}
      />
      {shown && <EvidenceSide workspaceId={workspaceId} turn={shown} source={openSource} onOpen={(to) => open(shown, to)} />}
    </main>
  );
}

interface SideProps {
  workspaceId: string;
  turn: Turn;
  source: number | undefined;
  onOpen: (source: number) => void;
}

/** The evidence beside the conversation; on a narrow screen it slides over it when a source is opened. */
function EvidenceSide({ workspaceId, turn, source, onOpen }: SideProps) {
  const isWide = useMedia(THREE_PANES);
  const [closedAt, setClosedAt] = useState<number | undefined>(source);
  const cited = turn.answer ?? turn.provisional;
  const passages = turn.passages ?? turn.answer?.nearest;
  const evidence = useMemo(
    () => ({ citations: cited?.citations ?? [], sentences: cited?.sentences ?? [], passages: passages ?? [] }),
    [cited, passages],
  );
  const pane = (
    <Suspense>
      <EvidencePane workspaceId={workspaceId} evidence={evidence} opened={source} onOpen={onOpen} />
    </Suspense>
  );
  if (isWide) return <aside className="evidence-side">{pane}</aside>;
  return (
    <Drawer
      title={t("evidence")}
      side="bottom"
      open={source !== undefined && source !== closedAt}
      onOpenChange={(isOpen) => setClosedAt(isOpen ? undefined : source)}
    >
      {pane}
    </Drawer>
  );
}

function useFacets(workspaceId: string) {
  const { data } = useDocuments(workspaceId);
  return useMemo(() => facetsOf(data ?? []), [data]);
}
