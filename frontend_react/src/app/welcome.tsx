import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useDocuments } from "../api/use-documents";
import { t } from "../i18n/catalogue";
import { useSuggestions } from "./use-suggestions";

interface Props {
  workspaceId: string;
  onAsk: (question: string) => void;
}

/** What a new conversation begins with: what this is, and questions that the documents can answer. */
export function Welcome({ workspaceId, onAsk }: Props) {
  const { data: documents } = useDocuments(workspaceId);
  const ready = useMemo(() => documents?.filter(({ status }) => status === "ready") ?? [], [documents]);
  const questions = useSuggestions(ready);
  return (
    <div className="welcome">
      <h1>{t("welcome.title")}</h1>
      <p>{t("welcome.text")}</p>
      {documents?.length === 0 && (
        <p>
          <Link to="/w/$workspace/documents" params={{ workspace: workspaceId }} className="button button-primary">
            {t("welcome.add")}
          </Link>
        </p>
      )}
      {questions.length > 0 && (
        <ul className="suggestions" aria-label={t("welcome.suggestions")}>
          {questions.map((question, index) =>
            question === undefined ? (
              <li key={index} className="suggestion-coming" aria-hidden="true" />
            ) : (
              <li key={index}>
                <button type="button" onClick={() => onAsk(question)}>
                  {question}
                </button>
              </li>
            ),
          )}
        </ul>
      )}
    </div>
  );
}
