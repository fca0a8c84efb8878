import { Trans } from "@lingui/react/macro";
import { Check, Copy } from "lucide-react";
import { useRef, useState, type ReactNode } from "react";
import { Button, type ButtonProps } from "./Button.tsx";
import css from "./CopyButton.module.css";

/** Copies a text. On plain http there is no clipboard, so the old way is tried; where both fail the text is there to be selected. */
export function CopyButton({
  text,
  label,
  size = "s",
  look,
  of,
}: {
  text: string;
  label: ReactNode;
  size?: "s" | "m";
  look?: NonNullable<ButtonProps["look"]>;
  /** What is copied, where several of these stand below each other. */
  of?: string;
}) {
  const [state, setState] = useState<"idle" | "done" | "by-hand">("idle");
  const field = useRef<HTMLInputElement>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setState("done");
    } catch {
      setState(copyOld(text) ? "done" : "by-hand");
      requestAnimationFrame(() => field.current?.select());
    }
  };
  return (
    <>
      <Button
        size={size}
        {...(look ? { look } : {})}
        onClick={() => void copy()}
        icon={state === "done" ? <Check aria-hidden /> : <Copy aria-hidden />}
      >
        {state === "done" ? <Trans>Copied</Trans> : label}
        {of !== undefined && <span className="hidden">: {of}</span>}
      </Button>
      <span className="hidden" role="status">
        {state === "done" && <Trans>Copied</Trans>}
      </span>
      {state === "by-hand" && (
        <label className={css.byHand}>
          <Trans>Copy it by hand:</Trans>
          <input ref={field} readOnly value={text} />
        </label>
      )}
    </>
  );
}

function copyOld(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  // Inside an open modal dialog nothing outside it can be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
  }
}
