import { Fragment } from "react";

/** A name or an address that breaks after `@` and dots, not within a word, if its column is narrow. */
export function Breakable({ name }: { name: string }) {
  return name.split(/(?<=[@.])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
