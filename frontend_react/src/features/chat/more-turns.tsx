import { useEffect, useRef } from "react";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";

interface Props {
  which: "earlier" | "later";
  onShow: () => void;
}

/** A button that shows more turns; scrolling to it does the same. */
export function MoreTurns({ which, onShow }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  // It observes again after each change, so that more turns are added if the button is still in view.
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) onShow();
    });
    if (button.current) observer.observe(button.current);
    return () => observer.disconnect();
  }, [onShow]);
  return (
    <Button ref={button} kind="quiet" className="more-turns" onClick={onShow}>
      {t(`turns.${which}`)}
    </Button>
  );
}
