import { useDocumentHistory } from "../../api/document-details";
import type { VersionHistory } from "../../api/generated/document-details";
import type { Document } from "../../api/generated/documents";
import { explain } from "../../api/problem";
import { t } from "../../i18n/catalogue";
import { dateAndTime, timeOfDay } from "../../ui/dates";
import { bytes } from "../../ui/figures";
import { personName } from "../../ui/person-name";

interface Props {
  document: Document;
  people: ReadonlyMap<string, string> | undefined;
}

/** The versions of a document, newest first, and when each was uploaded, read, indexed, and replaced. */
export function DocumentHistory({ document, people }: Props) {
  const { data, error } = useDocumentHistory(document);
  if (error) return <p role="alert">{explain(error)}</p>;
  if (!data) return <p className="hint">{t("loading")}</p>;
  return (
    <>
      <ol className="versions">
        {data.map((version, index) => (
          <li key={version.submitted_at + version.content_hash} className={version.is_answering ? "version-searched" : undefined}>
            <h3>
              {dateAndTime(version.submitted_at)} <code>{version.content_hash.slice(0, 12)}</code>
            </h3>
            {version.is_answering && <p className="version-note">{t("history.searched")}</p>}
            {index > 0 && !version.is_answering && <p className="hint">{t("history.replaced", { time: dateAndTime(version.replaced_at ?? "") })}</p>}
            <ol className="version-steps">
              <li>
                <time dateTime={version.submitted_at}>{timeOfDay(version.submitted_at)}</time>
                {t("history.uploaded", {
                  name: version.owner === null ? t("documents.noOwner") : personName(version.owner, people),
                  size: bytes(version.size_bytes),
                })}
              </li>
              {version.steps.map(({ status, at }) => (
                <li key={status} className={`step-${status}`}>
                  <time dateTime={at}>{timeOfDay(at)}</time>
                  {t(`history.${status}`)}
                  {status === "failed" && <Reason version={version} />}
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {data.length > 1 && <p className="hint">{t("history.kept")}</p>}
    </>
  );
}

function Reason({ version: { reason, failed_step } }: { version: VersionHistory }) {
  const text = [failed_step.replaceAll("_", " "), reason].filter(Boolean).join(": ");
  return <span className="reason">{text}</span>;
}
