/** A place with its people on the screen: reads the stores, asks `Movers` each frame, hands what was tapped to the shell. */
import type { Place } from "../../shared/domain/place.ts";
import { can } from "../../shared/domain/permissions.ts";
import { ART, planOf } from "../art/plan.ts";
import { $speaking } from "../store/media.ts";
import { $boardHere, $chat, $people, $place, $places, $where, $you } from "../store/space.ts";
import { $quality, $shortcuts, $stick } from "../store/prefs.ts";
import { $nearLines, $written, liveTail } from "../store/writing.ts";
import { Backdrop } from "./backdrop.ts";
import { Bubbles } from "./bubbles.ts";
import type { Engine } from "./engine.ts";
import { type Frames, type Quality, runFrames } from "./frames.ts";
import { listenToKeys } from "./input/keys.ts";
import { listenToPointer } from "./input/pointer.ts";
import { addStick } from "./input/stick.ts";
import { MAX_BUBBLES, People, type Person } from "./people.ts";
import { Signs } from "./signs.ts";
import { freeSpot } from "./spot.ts";
import { Standing } from "./standing.ts";
import { $stackCover } from "../store/covers.ts";
import { $tilesCover } from "../store/pictures.ts";
import { clampZoom, follow, keepInside, toWorld, usualZoom, type View } from "./view.ts";
import type { WorldDeps } from "./world-view.ts";

/** Sharpest that ground and furniture are baked for, device px in an art unit. */
const MAX_BAKE = 2.5;
/** After zooming, pictures are drawn anew in their size once the view has stood for this long, ms. */
const SETTLE_MS = 220;
/** The pulse of the rings of those who speak, ms. */
const PULSE_MS = 300;
/** Characters of a line that is being typed over its writer: the last ones. */
const LIVE = 90;
/** The mark of a tap stays at most this long, ms. */
const TAP_MS = 4000;

interface Stage {
  place: Place;
  map: { width: number; height: number };
  backdrop: Backdrop;
  standing: Standing;
  signs: Signs;
}

export interface WorldOptions {
  /** Device px in a CSS px. */
  ratio(): number;
  /** Called when frames stay too slow in the least demanding mode that this renderer offers, or early on WebGL. */
  onSlow(): void;
}

export class World {
  readonly #element: HTMLElement;
  readonly #engine: Engine;
  readonly #deps: WorldDeps;
  readonly #options: WorldOptions;
  readonly #people: People;
  readonly #bubbles = new Bubbles(MAX_BUBBLES);
  readonly #frames: Frames;
  readonly #stop: (() => void)[] = [];
  readonly #view: View = { x: 0, y: 0, zoom: 1, width: 1, height: 1 };
  readonly #calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  #stage: Stage | null = null;
  #persons = new Map<number, Person>();
  /** Device px in an art unit that pictures are drawn for. */
  #sharp = 0;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #fade: ReturnType<typeof setTimeout> | undefined;
  #pulse: ReturnType<typeof setInterval> | undefined;
  #hover: { person: number | null; board: string | null } = { person: null, board: null };
  #tapped: { x: number; y: number; until: number } | null = null;
  #snap = true;
  #ratio = 1;

  constructor(element: HTMLElement, engine: Engine, deps: WorldDeps, options: WorldOptions) {
    this.#element = element;
    this.#engine = engine;
    this.#deps = deps;
    this.#options = options;
    this.#people = new People(engine);
    this.#frames = runFrames(
      (now, elapsed) => this.#draw(now, elapsed),
      () => this.#slower(),
    );
    this.#resize(true);
    this.#listen();
  }

  get stats(): { avatarBytes: number; quality: Quality; renderer: string } {
    return { avatarBytes: this.#people.avatarBytes, quality: this.#frames.quality, renderer: this.#engine.kind };
  }

  destroy(): void {
    for (const stop of this.#stop.splice(0)) stop();
    clearTimeout(this.#settle);
    clearTimeout(this.#fade);
    clearInterval(this.#pulse);
    this.#frames.destroy();
    this.#people.destroy();
    this.#dropStage();
  }

  #listen(): void {
    const wake = (): void => this.#frames.wake();
    const sizes = new ResizeObserver(() => this.#resize(false));
    sizes.observe(this.#element);
    const visible = (): void => {
      if (!document.hidden) wake();
    };
    document.addEventListener("visibilitychange", visible);
    this.#calm.addEventListener("change", wake);
    this.#stop.push(
      () => sizes.disconnect(),
      () => document.removeEventListener("visibilitychange", visible),
      () => this.#calm.removeEventListener("change", wake),
      this.#deps.commands.movers.onChange(wake),
      $places.subscribe(() => this.#setStage()),
      $place.subscribe(() => this.#setStage()),
      $people.subscribe(() => this.#readPeople()),
      $you.subscribe(() => this.#readPeople()),
      $speaking.subscribe(() => this.#readPeople()),
      $chat.subscribe((chat) => {
        if (this.#bubbles.take(chat, Date.now())) wake();
      }),
      $written.subscribe(wake),
      $nearLines.listen((lines, before) => {
        const line = lines.at(-1);
        // (Lines go, too, when somebody is blocked: nobody says their last one again then.)
        if (line !== undefined && before?.includes(line) !== true) this.#bubbles.say(line.person, line.text, Date.now());
        wake();
      }),
      $where.subscribe(wake),
      $boardHere.subscribe(wake),
      $tilesCover.subscribe((covered) => {
        this.#view.covered = covered;
        wake();
      }),
      $stackCover.subscribe((below) => {
        this.#view.below = below;
        wake();
      }),
      $quality.subscribe((quality) => {
        this.#frames.setQuality(quality === "auto" ? "high" : quality);
        wake();
      }),
      listenToKeys(
        (heading) => {
          this.#tapped = null;
          this.#deps.commands.head(heading);
        },
        () => $shortcuts.get() === "on",
      ),
      listenToPointer(this.#element, {
        tap: (x, y, kind) => this.#tap(x, y, kind === "mouse" ? 2 : 8),
        hover: (at) => this.#hovering(at),
        zoom: (factor, x, y) => this.#zoom(factor, x, y),
      }),
    );
    let removeStick: (() => void) | null = null;
    this.#stop.push(
      $stick.subscribe((stick) => {
        removeStick?.();
        removeStick = stick === "on" ? addStick(this.#element, (heading) => this.#deps.commands.head(heading)) : null;
      }),
      () => removeStick?.(),
    );
  }

  #setStage(): void {
    const id = $place.get();
    const place = id === null ? undefined : $places.get()[id];
    if (place === this.#stage?.place) return;
    this.#dropStage();
    this.#bubbles.clear();
    this.#bubbles.take($chat.get(), Date.now());
    this.#tapped = null;
    if (place) {
      const plan = planOf(place, this.#deps.label);
      this.#stage = {
        place,
        map: { width: plan.width, height: plan.height },
        backdrop: new Backdrop(this.#engine, plan),
        standing: new Standing(this.#engine, plan),
        signs: new Signs(this.#engine, place, (area) => ("key" in area.label ? this.#deps.label(area.label.key) : area.label.text)),
      };
      this.#snap = true;
    }
    this.#readPeople();
  }

  #dropStage(): void {
    this.#stage?.backdrop.destroy();
    this.#stage?.standing.destroy();
    this.#stage?.signs.destroy();
    this.#stage = null;
  }

  #readPeople(): void {
    const you = $you.get();
    const speaking = $speaking.get();
    this.#persons = new Map();
    let anyone = false;
    for (const p of Object.values($people.get())) {
      const speaks = speaking[p.id] === true;
      anyone ||= speaks;
      this.#persons.set(p.id, {
        appearance: p.appearance,
        tag: {
          name: p.name,
          mic: p.mic,
          writes: p.writes,
          whispers: p.whispers,
          shows: p.screen === "on" ? "screen" : p.cam === "on" ? "cam" : null,
          stands: can(p.role, "lead.hold") ? "leads" : p.role === "observer" ? "observes" : null,
          speaking: speaks,
          self: p.id === you,
          connected: p.connected,
        },
      });
    }
    clearInterval(this.#pulse);
    this.#pulse = anyone && !this.#calm.matches ? setInterval(() => this.#frames.wake(), PULSE_MS) : undefined;
    this.#frames.wake();
  }

  #resize(first: boolean): void {
    const view = this.#view;
    const width = Math.max(1, this.#element.clientWidth);
    const height = Math.max(1, this.#element.clientHeight);
    const ratio = this.#options.ratio();
    if (!first && width === view.width && height === view.height && ratio === this.#ratio) return;
    const wanted = first ? 1 : view.zoom / usualZoom(view.width, view.height);
    this.#ratio = ratio;
    view.width = width;
    view.height = height;
    view.zoom = clampZoom(usualZoom(width, height) * wanted, width, height);
    this.#engine.resize(Math.round(width * ratio), Math.round(height * ratio));
    this.#sharpen();
  }

  /** Pictures are drawn in the size they are shown in: copies are then exact, which keeps outlines crisp and Canvas fast. */
  #sharpen(): void {
    this.#sharp = this.#view.zoom * this.#ratio;
    this.#frames.wake();
  }

  #zoom(factor: number, x: number, y: number): void {
    const view = this.#view;
    const under = toWorld(view, x, y);
    view.zoom = clampZoom(view.zoom * factor, view.width, view.height);
    const now = toWorld(view, x, y);
    view.x += under.x - now.x;
    view.y += under.y - now.y;
    if (this.#stage) keepInside(view, this.#stage.map);
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.#sharpen(), SETTLE_MS);
    this.#frames.wake();
  }

  #pickAt(x: number, y: number, reach: number): { person: number | null; board: string | null } {
    const at = toWorld(this.#view, x, y);
    const units = reach / this.#view.zoom;
    const person = this.#people.at(at.x, at.y, units);
    if (person !== null && person !== $you.get()) return { person, board: null };
    return { person: null, board: this.#stage?.standing.boardAt(at.x, at.y)?.id ?? null };
  }

  #hovering(at: { x: number; y: number } | null): void {
    const next = at === null ? { person: null, board: null } : this.#pickAt(at.x, at.y, 0);
    if (next.person === this.#hover.person && next.board === this.#hover.board) return;
    this.#hover = next;
    this.#engine.canvas.style.cursor = next.person !== null || next.board !== null ? "pointer" : "";
    this.#frames.wake();
  }

  #tap(x: number, y: number, reach: number): void {
    const stage = this.#stage;
    if (!stage) return;
    const { person, board } = this.#pickAt(x, y, reach);
    if (person !== null) {
      this.#deps.onPick({ kind: "person", person });
      return;
    }
    const name = stage.place.things.find((t) => t.id === board)?.props["board"];
    const area = stage.place.areas.find((a) => a.kind === "board" && a.board === name);
    if (area?.kind === "board") {
      this.#deps.onPick({ kind: "board", board: area.board, area: area.id });
      return;
    }
    const at = toWorld(this.#view, x, y);
    const spot = freeSpot(stage.place, at.x / ART, at.y / ART);
    if (spot === null) return;
    this.#tapped = { x: spot.x * ART, y: spot.y * ART, until: performance.now() + TAP_MS };
    this.#deps.commands.walkTo({ kind: "point", x: spot.x, y: spot.y });
    this.#frames.wake();
  }

  #slower(): void {
    if ($quality.get() !== "auto") return;
    const quality = this.#frames.quality;
    if (quality === "high") this.#frames.setQuality("balanced");
    else if (quality === "balanced") this.#frames.setQuality("saver");
    this.#options.onSlow();
  }

  #draw(now: number, elapsed: number): boolean {
    const stage = this.#stage;
    if (!stage) {
      this.#people.begin();
      this.#people.end();
      this.#engine.draw(now);
      return false;
    }
    const first = this.#snap;
    const calm = this.#calm.matches;
    const bake = Math.min(this.#sharp, MAX_BAKE);
    const self = this.#deps.commands.movers.self();
    const target = { x: self.x * ART, y: self.y * ART - 24 };
    if (first) Object.assign(this.#view, target);
    const drifting = follow(this.#view, target, stage.map, first || calm ? Number.POSITIVE_INFINITY : elapsed);
    this.#snap = false;

    const view = this.#view;
    const half = { w: view.width / 2 / view.zoom, h: view.height / 2 / view.zoom };
    const unfinished = stage.backdrop.show({ x: view.x - half.w, y: view.y - half.h, w: half.w * 2, h: half.h * 2 }, bake, first);
    stage.standing.sharpen(bake);
    const here = $where.get();
    stage.signs.show(this.#sharp, this.#ratio, here.kind === "open" ? null : here.area);
    const offered = $boardHere.get();
    const board = this.#hover.board ?? (offered === null ? null : (stage.standing.board(offered.board)?.id ?? null));
    stage.standing.emphasise(board);

    const moving = this.#drawPeople(now);
    const pending = this.#people.end();
    stage.signs.giveWay((box) => this.#people.behind(box));
    this.#engine.look(view.x, view.y, view.zoom * this.#ratio);
    this.#engine.draw(now);
    return moving || drifting || pending || unfinished;
  }

  #drawPeople(now: number): boolean {
    const utc = Date.now();
    const you = $you.get();
    this.#people.sharpen({ scale: this.#sharp, ratio: this.#ratio, reducedMotion: this.#calm.matches }, this.#persons.size);
    this.#people.begin();
    let walking = false;
    const written = $written.get();
    const moving = this.#deps.commands.movers.each((drawn) => {
      const person = this.#persons.get(drawn.id);
      if (!person) return;
      if (drawn.id === you) walking = drawn.walking;
      const live = written[drawn.id];
      const bubble = live === undefined ? this.#bubbles.of(drawn.id, utc) : `✎ ${liveTail(live.text, LIVE)}`;
      this.#people.place(drawn, person, now, bubble, this.#hover.person === drawn.id);
    });
    // The mark goes when one has arrived; it waits for the first step.
    const tapped = this.#tapped;
    if (tapped && (now > tapped.until || (!walking && now > tapped.until - TAP_MS + 600))) this.#tapped = null;
    this.#people.showTap(this.#tapped);
    this.#wakeLater(utc);
    return moving;
  }

  /** Bubbles go and marks fade although nobody moves. */
  #wakeLater(utc: number): void {
    const next = this.#bubbles.next();
    const waits = [next === null ? null : next - utc + 10, this.#tapped === null ? null : 700].filter((w) => w !== null);
    clearTimeout(this.#fade);
    this.#fade = waits.length === 0 ? undefined : setTimeout(() => this.#frames.wake(), Math.max(16, Math.min(...waits)));
  }
}
