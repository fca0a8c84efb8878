import { Figure } from "../parts/Portrait.tsx";
import css from "./Lobby.module.css";

const INK = "#2b2440";

const window_ = (x: number, y: number) => (
  <g transform={`translate(${x} ${y})`} stroke={INK} strokeWidth="2.6" strokeLinejoin="round">
    <rect width="56" height="58" rx="8" fill="#fff" />
    <rect x="6" y="6" width="44" height="46" rx="4" fill="#ffdf8a" className={css.light} stroke="none" />
    <path d="M28 6v46M6 29h44" strokeWidth="2" />
    <path d="M-5 62h66" strokeWidth="6" strokeLinecap="round" stroke="#b98a5c" />
  </g>
);

const bush = (x: number, y: number, s: number) => (
  <path
    transform={`translate(${x} ${y}) scale(${s})`}
    d="M-34 0c-12-16 4-34 18-28 4-18 30-18 34 0 16-6 28 12 18 28z"
    fill="#4fb06b"
    stroke="#35624f"
    strokeWidth="2.6"
    strokeLinejoin="round"
  />
);

/** In front of the house, with the lights on: oneself, and a cat that waits too. Decoration only. @param open the door is open */
export function Porch({ appearance, open = false }: { appearance: string; open?: boolean }) {
  return (
    <div className={css.porch} aria-hidden="true">
      <svg viewBox="0 0 420 300" preserveAspectRatio="xMidYMax slice">
        <defs>
          <linearGradient id="evening" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="#bfdcff" />
            <stop offset="1" stopColor="#ffe9d6" />
          </linearGradient>
        </defs>
        <rect width="420" height="300" fill="url(#evening)" />
        <path className={css.cloud} d="M40 62c-14 0-14-20 0-20 2-16 26-18 32-4 12-6 26 2 24 14 14 0 14 10 2 10z" fill="#fff" opacity=".9" />
        <path d="M0 214c90-40 160-36 240-12s120 14 180-14v112H0z" fill="#b5dc9c" />
        <path d="M0 246c120-20 280-20 420 0v54H0z" fill="#a9d68f" />
        <g strokeLinejoin="round">
          <path d="M86 110h248v136H86z" fill="#fbf1de" stroke={INK} strokeWidth="3" />
          <path d="M86 216h248v30H86z" fill="#9fd0c3" stroke={INK} strokeWidth="3" />
          <path d="M66 116 210 34l144 82z" fill="#8d5bd6" stroke={INK} strokeWidth="3" />
          <path d="M66 116h288v12H66z" fill="#6b5a94" stroke={INK} strokeWidth="3" />
        </g>
        {window_(110, 140)}
        {window_(254, 140)}
        <g stroke={INK} strokeWidth="3" strokeLinejoin="round">
          <path d="M184 246v-86a26 26 0 0 1 52 0v86z" fill="#ffdf8a" />
          <g className={open ? css.doorOpen : undefined}>
            <path d="M184 246v-86a26 26 0 0 1 52 0v86z" fill="#35b8a6" />
            <circle cx="226" cy="202" r="4" fill="#ffc94d" strokeWidth="2" />
            <path d="M197 162a13 13 0 0 1 26 0v12h-26z" fill="#ffdf8a" className={css.light} strokeWidth="2" />
          </g>
        </g>
        <path d="M176 246h68l40 54H136z" fill="#ecc695" stroke="#c99f6c" strokeWidth="2" />
        {["#ff7a6b", "#ffc94d", "#35b8a6", "#6fb7ff", "#ff7a6b", "#ffc94d", "#8d5bd6"].map((fill, i) => (
          <path key={fill + String(i)} d={`M${94 + i * 34} ${132 + (i % 2) * 3}h20l-10 15z`} fill={fill} stroke={INK} strokeWidth="1.6" />
        ))}
        {bush(70, 252, 0.9)}
        {bush(352, 254, 1)}
        {/* The cat. */}
        <g transform="translate(118 282)" stroke={INK} strokeWidth="2.4" strokeLinejoin="round" strokeLinecap="round">
          <path className={css.tail} d="M14-4c16 2 22-12 14-22" fill="none" strokeWidth="5" stroke="#5b5372" />
          <path d="M-14 0c-4-20 2-34 12-36 12 2 20 18 18 36z" fill="#8d86a3" />
          <path d="M-18-38l2-14 10 7h10l10-7 2 14c2 14-34 14-34 0z" fill="#8d86a3" />
          <path d="M-10-36v2M4-36v2" strokeWidth="3" />
          <path d="M-4-29q1 2 2 0" fill="none" strokeWidth="2" />
        </g>
      </svg>
      <div className={css.self}>
        <Figure appearance={appearance} size={128} waving />
      </div>
    </div>
  );
}
