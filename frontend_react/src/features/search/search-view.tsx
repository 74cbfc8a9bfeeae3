import { useQuery } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { readRetrieved, type Retrieved, type RetrieveRequest } from "../../api/generated/questions";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { t, tn } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { seconds } from "../../ui/figures";
import { SearchHitView } from "./search-hit";

interface Props {
  workspaceId: string;
  /** The query in the address. */
  query: string;
  onSearch: (query: string) => void;
}

/** Searches passages without asking a model, and shows the score of each stage. */
export function SearchView({ workspaceId, query, onSearch }: Props) {
  const { rest } = useSystem();
  const [text, setText] = useState(query);
  const { data, error, isFetching } = useQuery({
    queryKey: ["search", workspaceId, query],
    queryFn: () => {
      const request: RetrieveRequest = { workspace_id: workspaceId, query };
      return rest.call("POST", "/retrieve", readRetrieved, request);
    },
    enabled: query !== "",
  });
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (text.trim()) onSearch(text.trim());
  }
  return (
    <>
      <form className="search-form" role="search" onSubmit={submit}>
        <input
          type="search"
          aria-label={t("search.label")}
          placeholder={t("search.placeholder")}
          value={text}
          autoFocus
          onChange={(event) => setText(event.target.value)}
        />
        <Button kind="primary" type="submit" disabled={text.trim() === ""}>
          {t("search.find")}
        </Button>
      </form>
      <p role="status" className="hint">
        {isFetching ? t("search.busy") : data ? summary(data) : ""}
      </p>
      {error && <p role="alert">{explain(error)}</p>}
      {data && <Results retrieved={data} />}
    </>
  );
}

function Results({ retrieved }: { retrieved: Retrieved }) {
  const { records, provenance } = retrieved;
  const highest = highestScores(provenance.scores);
  return (
    <>
      <Conditions provenance={provenance} />
      <ol className="search-hits">
        {records.map((passage, index) => (
          <SearchHitView
            key={passage.chunk_id}
            passage={passage}
            scores={provenance.scores[index] ?? {}}
            highest={highest}
          />
        ))}
      </ol>
    </>
  );
}

/** Filters that the search read from the question, and those that it gave up. */
function Conditions({ provenance }: Pick<Retrieved, "provenance">) {
  const lines = [
    provenance.filters.length > 0 && t("search.filters", { names: provenance.filters.join(", ") }),
    provenance.relaxed_filters.length > 0 && t("search.relaxed", { names: provenance.relaxed_filters.join(", ") }),
    provenance.degraded.length > 0 && t("verdict.without", { stages: provenance.degraded.join(", ") }),
  ].filter((line) => line !== false);
  return lines.length === 0 ? null : (
    <ul className="conditions">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function summary({ records, elapsed }: Retrieved): string {
  const all = elapsed.retrieve ?? Math.max(0, ...Object.values(elapsed));
  const stages = Object.entries(elapsed).filter(([name]) => name !== "retrieve");
  const parts = stages.map(([name, ms]) => `${name} ${Math.round(ms)} ms`).join(" · ");
  return `${tn("search.found", records.length)} · ${seconds(all)}${parts && ` (${parts})`}`;
}

/** The highest score by stage, so that the bars of each stage have a scale of their own. */
function highestScores(scores: Record<string, number>[]): Record<string, number> {
  const highest: Record<string, number> = {};
  for (const each of scores) {
    for (const [stage, score] of Object.entries(each)) highest[stage] = Math.max(highest[stage] ?? 0, score);
  }
  return highest;
}
