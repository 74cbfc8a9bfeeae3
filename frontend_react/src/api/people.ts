import { useQuery } from "@tanstack/react-query";
import { readPeopleList } from "./generated/people";
import { workspacePath } from "./paths";
import { useSystem } from "./system";

const FRESH_MS = 5 * 60_000;

/** The verified addresses of the owner and the members, by id; empty for those without one. */
export function usePeople(workspaceId: string): ReadonlyMap<string, string> | undefined {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["people", workspaceId],
    queryFn: () => rest.call("GET", `${workspacePath(workspaceId)}/people`, readPeopleList),
    select: ({ people }) => new Map(people.map(({ user_id, email }) => [user_id, email])),
    staleTime: FRESH_MS,
  }).data;
}
