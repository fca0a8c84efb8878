import css from "./Page.module.css";

const tree = (x: number, y: number, s: number) => (
  <g transform={`translate(${x} ${y}) scale(${s})`}>
    <ellipse cx="0" cy="2" rx="34" ry="8" fill="#2b2440" opacity=".14" />
    <path d="M-7 0V-34h14V0z" fill="#a9693f" stroke="#5a3f3d" strokeWidth="3" strokeLinejoin="round" />
    <path
      d="M0-118c24-2 40 14 38 34 12 16 0 42-24 42-6 8-24 8-30 0-24 0-36-26-24-42-2-20 16-36 40-34z"
      fill="#4fb06b"
      stroke="#35624f"
      strokeWidth="3"
    />
    <path d="M-22-92c4-12 16-16 24-14-12 2-18 8-20 16zM-30-66c2 8 8 12 14 12z" fill="#fff" opacity=".28" />
  </g>
);
const flower = (x: number, y: number, fill: string) => (
  <g transform={`translate(${x} ${y})`} fill={fill} stroke="#2b2440" strokeOpacity=".25">
    <circle cx="-4" cy="-1" r="3.6" />
    <circle cx="4" cy="-1" r="3.6" />
    <circle cx="0" cy="-5" r="3.6" />
    <circle cx="0" cy="3" r="3.6" />
    <circle cx="0" cy="-1" r="2.4" fill="#ffc94d" stroke="none" />
  </g>
);
const cloud = (x: number, y: number, s: number) => (
  <path
    transform={`translate(${x} ${y}) scale(${s})`}
    d="M-60 20c-22 0-24-30 0-30 2-24 38-30 48-8 18-10 40 2 36 20 22 0 22 18 2 18z"
    fill="#fff"
    opacity=".9"
  />
);

/** The land around the house, drawn. Decoration only. */
export function Hills() {
  return (
    <svg className={css.hills} viewBox="0 0 1440 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <rect width="1440" height="900" fill="#d4ebff" />
      <circle cx="1010" cy="250" r="58" fill="#ffdf8a" />
      {cloud(260, 150, 1.1)}
      {cloud(1110, 290, 0.8)}
      {cloud(640, 220, 0.6)}
      <path d="M0 560c180-90 340-90 520-20s360 60 520-20 280-70 400-10v390H0z" fill="#c3e6ae" />
      <path d="M0 660c240-110 470-60 700 0s500 40 740-60v300H0z" fill="#a9d68f" />
      <path d="M0 780c300-70 560-50 820-10s420 10 620-50v180H0z" fill="#9ccd82" />
      {tree(120, 660, 1.25)}
      {tree(250, 720, 0.85)}
      {tree(1310, 640, 1.3)}
      {tree(1200, 700, 0.8)}
      {tree(1010, 585, 0.5)}
      {tree(420, 560, 0.45)}
      {flower(330, 800, "#fff")}
      {flower(90, 830, "#ff8fb8")}
      {flower(1130, 800, "#ffc94d")}
      {flower(1360, 790, "#fff")}
      {flower(900, 850, "#ff8fb8")}
      {flower(560, 860, "#fff")}
    </svg>
  );
}
