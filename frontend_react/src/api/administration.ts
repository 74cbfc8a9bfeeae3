import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { readAllUsage, readBreakerList, readQueueReport, readRedriven } from "./generated/administration";
import { useSystem } from "./system";

const WATCHED_MS = 10_000;

/** What all users used since a day (YYYY-MM-DD); what was shown stays until the other period is there. */
export function useAllUsage(since: string) {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["admin", "usage", since],
    queryFn: () => rest.call("GET", `/admin/usage?since=${since}`, readAllUsage),
    placeholderData: (before) => before,
  });
}

/** The breakers of models that failed repeatedly; refreshed every ten seconds. */
export function useBreakers() {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["admin", "breakers"],
    queryFn: async () => (await rest.call("GET", "/admin/breakers", readBreakerList)).breakers,
    refetchInterval: WATCHED_MS,
  });
}

/** The length of the queue, and the messages that failed for good; refreshed every ten seconds. */
export function useQueue() {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["admin", "queue"],
    queryFn: () => rest.call("GET", "/admin/queue", readQueueReport),
    refetchInterval: WATCHED_MS,
  });
}

/** Sends failed messages again. */
export function useRedrive() {
  const { rest } = useSystem();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => rest.call("POST", "/admin/queue/redrive", readRedriven),
    onSettled: () => queries.invalidateQueries({ queryKey: ["admin", "queue"] }),
  });
}
