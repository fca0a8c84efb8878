import type { TextareaHTMLAttributes } from "react";
import { FieldFrame, type FieldWords } from "./FieldFrame.tsx";
import css from "./Field.module.css";

/** A field of several lines. */
export function TextArea({ label, hint, error, id, rows = 3, ...input }: FieldWords & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      {(field) => <textarea rows={rows} className={`${css.input} ${css.area}`} {...field} {...input} />}
    </FieldFrame>
  );
}
