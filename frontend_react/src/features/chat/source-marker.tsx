import { t } from "../../i18n/catalogue";

interface Props {
  marker: number;
  isOpen: boolean;
  onOpen: (marker: number) => void;
}

/** The marker of a source. The style sheet draws its number, so that it is not copied with the text. */
export function SourceMarker({ marker, isOpen, onOpen }: Props) {
  return (
    <button
      type="button"
      className="marker"
      data-marker={marker}
      aria-label={t("source.open", { n: marker })}
      aria-pressed={isOpen}
      onClick={() => onOpen(marker)}
    />
  );
}
