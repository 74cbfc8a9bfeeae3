import { useState } from "react";
import { useSystem } from "../../api/system";

type Rating = "up" | "down";

const BUTTONS: { rating: Rating; label: string; sign: string }[] = [
  { rating: "up", label: "This answer is right", sign: "Right" },
  { rating: "down", label: "This answer is wrong", sign: "Wrong" },
];

/** What the reader thinks of an answer; the workspace learns from it what its figures are worth. */
export function AnswerRating({ runId }: { runId: string }) {
  const { rest } = useSystem();
  const [given, setGiven] = useState<Rating>();
  const [problem, setProblem] = useState("");

  const give = async (rating: Rating) => {
    setProblem("");
    try {
      await rest.call("POST", "/feedback", { run_id: runId, rating });
      setGiven(rating);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <p className="rating">
      {BUTTONS.map(({ rating, label, sign }) => (
        <button
          key={rating}
          type="button"
          className="chip"
          title={label}
          aria-label={label}
          aria-pressed={given === rating}
          onClick={() => void give(rating)}
        >
          {sign}
        </button>
      ))}
      <span role="status">{problem || (given ? "Thank you." : "")}</span>
    </p>
  );
}
