import { useEffect, useRef, useState } from "react";
import { explain } from "../../api/problem";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";

interface Props {
  which: "earlier" | "later";
  onShow: () => void | Promise<void>;
}

/** A button that shows more turns; scrolling to it does the same. */
export function MoreTurns({ which, onShow }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const isLoading = useRef(false);
  const [error, setError] = useState<unknown>();
  const show = async () => {
    if (isLoading.current) return;
    isLoading.current = true;
    setError(undefined);
    try {
      await onShow();
    } catch (cause) {
      setError(cause);
    }
    isLoading.current = false;
  };
  // It observes again after each change, so that more turns are added if the button is still in view; after an error
  // only the user tries again.
  useEffect(() => {
    if (error !== undefined) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void show();
    });
    if (button.current) observer.observe(button.current);
    return () => observer.disconnect();
  });
  return (
    <div className="more-turns">
      {error !== undefined && <p role="alert">{explain(error)}</p>}
      <Button ref={button} kind="quiet" onClick={() => void show()}>
        {t(`turns.${which}`)}
      </Button>
    </div>
  );
}
