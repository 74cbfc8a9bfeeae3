// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, list, object, text } from "../reading";

/** The owner or a member of a workspace. */
export interface Person {
  user_id: string;
  /** The verified address; empty if there is none, or the sign-in did not respond. */
  email: string;
}

export const readPerson: Reader<Person> = /* @__PURE__ */ object<Person>(
  {
    user_id: text,
    email: text,
  },
);

/** The owner, then the members. Invited users are not among them before they accept. */
export interface PeopleList {
  people: Person[];
}

export const readPeopleList: Reader<PeopleList> = /* @__PURE__ */ object<PeopleList>(
  {
    people: list(readPerson),
  },
);
