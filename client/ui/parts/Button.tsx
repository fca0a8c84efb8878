import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import css from "./Button.module.css";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "primary" | "quiet" | "plain" | "danger";
  size?: "s" | "m" | "l";
  icon?: ReactNode;
  wide?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = "quiet", size = "m", icon, wide, className, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button type={type} className={[css.button, css[look], css[size], wide ? css.wide : "", className ?? ""].join(" ")} {...rest}>
      {icon}
      {children}
    </button>
  );
}
