import { useQuery } from "@tanstack/react-query";
import { readEvaluationList } from "./generated/evaluations";
import { readDisputeList } from "./generated/sessions";
import { readWorkspaceBudget } from "./generated/workspaces";
import { useSystem } from "./system";

function path(workspaceId: string, what: string): string {
  return `/workspaces/${encodeURIComponent(workspaceId)}/${what}`;
}

/** The evaluation runs that were published to the workspace, newest first. */
export function useEvaluations(workspaceId: string) {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["evaluations", workspaceId],
    queryFn: async () => (await rest.call("GET", path(workspaceId, "evaluations"), readEvaluationList)).evaluations,
  });
}

/** The user's latest answers that models or documents dispute, newest first. */
export function useDisputes(workspaceId: string) {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["disputes", workspaceId],
    queryFn: () => rest.call("GET", path(workspaceId, "disputes"), readDisputeList),
    staleTime: 0,
  });
}

/** What all members together may use per day, and what they have used today. */
export function useBudget(workspaceId: string) {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["budget", workspaceId],
    queryFn: () => rest.call("GET", path(workspaceId, "budget"), readWorkspaceBudget),
    staleTime: 0,
  });
}
