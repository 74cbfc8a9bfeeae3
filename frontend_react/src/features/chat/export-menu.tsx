import { useState } from "react";
import { explain } from "../../api/problem";
import type { Done } from "../../api/generated/done";
import { readRun } from "../../api/generated/questions";
import { useSystem } from "../../api/system";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";
import { Menu, MenuItem, MenuLabel } from "../../ui/menu";
import { asJson, asMarkdown, download } from "./answer-export";
import { exportConversation } from "./conversation-export";

interface Props {
  question: string;
  answer: Done;
  /** The conversation, which can be exported whole. */
  sessionId: string | undefined;
}

/** Downloads an answer, or the conversation that it belongs to. */
export function ExportMenu({ question, answer, sessionId }: Props) {
  const { rest } = useSystem();
  const [failure, setFailure] = useState<unknown>();
  /** The frame may be shortened; the whole answer is stored with the run for a day. */
  async function whole(): Promise<Done> {
    if (!answer.truncated) return answer;
    const run = await rest.call("GET", `/runs/${answer.run_id}`, readRun).catch(() => undefined);
    return run?.result ?? answer;
  }
  const keep = (ending: string, type: string, write: (question: string, answer: Done) => string) =>
    void whole().then((kept) => download(`quorum-${answer.run_id}.${ending}`, write(question, kept), type));
  const keepAll = (id: string, kind: "md" | "json") => {
    setFailure(undefined);
    exportConversation(rest, id, kind).catch(setFailure);
  };
  return (
    <>
      <Menu
        trigger={
          <Button kind="quiet">
            <Icon name="export" /> {t("action.export")}
          </Button>
        }
      >
        <MenuLabel>{t("export.answer")}</MenuLabel>
        <MenuItem onSelect={() => keep("md", "text/markdown", (...kept) => asMarkdown(...kept))}>Markdown</MenuItem>
        <MenuItem onSelect={() => keep("json", "application/json", asJson)}>JSON</MenuItem>
        {sessionId && (
          <>
            <MenuLabel>{t("export.conversation")}</MenuLabel>
            <MenuItem onSelect={() => keepAll(sessionId, "md")}>{t("export.all", { kind: "Markdown" })}</MenuItem>
            <MenuItem onSelect={() => keepAll(sessionId, "json")}>{t("export.all", { kind: "JSON" })}</MenuItem>
          </>
        )}
      </Menu>
      {failure !== undefined && <p role="alert">{explain(failure)}</p>}
    </>
  );
}
