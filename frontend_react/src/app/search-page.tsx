import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { SearchView } from "../features/search/search-view";
import { t } from "../i18n/catalogue";
import { PlainPage } from "./plain-page";

export function SearchPage() {
  const { workspace } = useParams({ from: "/in/w/$workspace" });
  const { q = "" } = useSearch({ from: "/in/w/$workspace/search" });
  const navigate = useNavigate();
  return (
    <PlainPage title={t("search")} hint={t("search.hint")}>
      <SearchView
        workspaceId={workspace}
        query={q}
        onSearch={(wanted) => void navigate({ to: "/w/$workspace/search", params: { workspace }, search: { q: wanted } })}
      />
    </PlainPage>
  );
}
