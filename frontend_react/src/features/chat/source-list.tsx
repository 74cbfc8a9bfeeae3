import type { Citation } from "../../api/generated/answers";
import { t } from "../../i18n/catalogue";
import { headingOf, inOneLine, locationOf, pageOf } from "../../ui/passage-location";

interface Props {
  citations: Citation[];
  opened?: number | undefined;
  onSource: (marker: number) => void;
}

/** The sources of an answer with the supporting words, by document; each opens in its document. */
export function SourceList({ citations, ...props }: Props) {
  if (citations.length === 0) return null;
  return (
    <section className="sources" aria-label={t("sources")}>
      {byDocument(citations).map((group) => {
        const [first] = group;
        const isAlone = group.length === 1;
        return (
          <div key={first?.marker}>
            {!isAlone && <h3 className="source-document">{first?.title}</h3>}
            <ol>
              {group.map((citation) => (
                <Source key={citation.marker} citation={citation} place={placeOf(citation, isAlone)} {...props} />
              ))}
            </ol>
          </div>
        );
      })}
    </section>
  );
}

interface SourceProps extends Omit<Props, "citations"> {
  citation: Citation;
  place: string;
}

function Source({ citation: { marker, quote }, place, opened, onSource }: SourceProps) {
  return (
    <li value={marker}>
      <button type="button" className="source" aria-pressed={marker === opened} onClick={() => onSource(marker)}>
        <span className="source-number" data-marker={marker} />
        {place && <cite>{place}</cite>}
        <q>{inOneLine(quote)}</q>
      </button>
    </li>
  );
}

/** Heading and page; the title too unless it is the heading of several sources. */
function placeOf(citation: Citation, isAlone: boolean): string {
  return isAlone ? locationOf(citation) : [headingOf(citation), pageOf(citation)].filter(Boolean).join(" · ");
}

/** The citations of each document together, in the order of their first ones. */
function byDocument(citations: Citation[]): Citation[][] {
  const groups = new Map<string, Citation[]>();
  for (const citation of citations) {
    groups.set(citation.document_id, [...(groups.get(citation.document_id) ?? []), citation]);
  }
  return [...groups.values()];
}
