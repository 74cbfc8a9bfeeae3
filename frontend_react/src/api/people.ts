import { useQuery } from "@tanstack/react-query";
import { readPeopleList } from "./generated/people";
import { useSystem } from "./system";

const FRESH_MS = 5 * 60_000;

/** The verified addresses of the owner and the members, by id; empty for those without one. */
export function usePeople(workspaceId: string): ReadonlyMap<string, string> | undefined {
  const { rest } = useSystem();
  const path = `/workspaces/${encodeURIComponent(workspaceId)}/people`;
  return useQuery({
    queryKey: ["people", workspaceId],
    queryFn: () => rest.call("GET", path, readPeopleList),
    select: ({ people }) => new Map(people.map(({ user_id, email }) => [user_id, email])),
    staleTime: FRESH_MS,
  }).data;
}
