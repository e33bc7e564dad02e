import { useState } from "preact/hooks";
import { announce } from "./announcer.tsx";
import { copyText } from "./copy-text.ts";
import { Icon } from "./icon.tsx";

const SHOWN_MS = 2000;

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<string>();
  const copy = async () => {
    const said = (await copyText(text)) ? "Copied" : "The browser does not let this page copy.";
    setOutcome(said);
    announce(said);
    setTimeout(() => setOutcome(undefined), SHOWN_MS);
  };
  return (
    <button type="button" class="button button--quiet" onClick={() => void copy()}>
      <Icon name={outcome === "Copied" ? "check" : "copy"} /> {outcome ?? label}
    </button>
  );
}
