import type { Citation } from "../../api/generated/answers";
import { t } from "../../i18n/catalogue";
import { inOneLine, locationOf } from "../../ui/passage-location";

interface Props {
  citations: Citation[];
  opened?: number | undefined;
  onSource: (marker: number) => void;
}

/** The sources of an answer with the supporting words; each opens in its document. */
export function SourceList({ citations, opened, onSource }: Props) {
  if (citations.length === 0) return null;
  return (
    <ol className="sources" aria-label={t("sources")}>
      {citations.map((citation) => (
        <li key={citation.marker} value={citation.marker}>
          <button
            type="button"
            className="source"
            aria-pressed={citation.marker === opened}
            onClick={() => onSource(citation.marker)}
          >
            <span className="source-number" data-marker={citation.marker} />
            <cite>{locationOf(citation)}</cite>
            <q>{inOneLine(citation.quote)}</q>
          </button>
        </li>
      ))}
    </ol>
  );
}
