import type { ComponentProps } from "react";

interface Props extends ComponentProps<"button"> {
  kind?: "primary" | "plain" | "quiet" | "danger";
  /** The icon button's name; without it the content is the name. */
  label?: string;
}

/** A button; it submits nothing unless it says so. */
export function Button({ kind = "plain", label, className = "", ...rest }: Props) {
  return (
    <button
      type="button"
      className={`button button-${kind} ${className}`.trim()}
      {...(label && { "aria-label": label, title: label })}
      {...rest}
    />
  );
}
