/** What this process says of itself in `/metrics`. */
import type { BoardServer } from "../adapters/boards/attach.ts";
import type { BoardLog } from "../ports/board-log.ts";
import type { LiveSpaces } from "../rooms/live-spaces.ts";
import type { FrameworkLog } from "./framework-log.ts";
import { counter, counters, gauge, Histogram, render } from "./metrics.ts";
import { freeBytes, type Readiness } from "./readiness.ts";

/** s */
const LAG_BOUNDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const APPEND_BOUNDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
/** How late this timer comes is the loop's lag, ms. */
const BEAT_MS = 100;
/** Counts of a space that say that somebody's message was not taken. */
const REJECTED = /^(refused_|bad_frame$|nonsense|undecodable$|signal_|link_|stale)/;

/** Measures how late the loop is. @returns how to stop */
export function watchLoop(lag: Histogram): () => void {
  let due = performance.now() + BEAT_MS;
  const timer = setInterval(() => {
    const now = performance.now();
    lag.observe((now - due) / 1000);
    due = now + BEAT_MS;
  }, BEAT_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** The log, with how long each commit took and how many the disk refused. */
export function watchedLog(log: BoardLog, took: Histogram, refused: () => void): BoardLog {
  return {
    append: async (rows) => {
      const began = performance.now();
      try {
        return await log.append(rows);
      } catch (error) {
        refused();
        throw error;
      } finally {
        took.observe((performance.now() - began) / 1000);
      }
    },
    load: (board) => log.load(board),
    compact: (board, uptoSeq, state) => log.compact(board, uptoSeq, state),
    changedAt: (boards) => log.changedAt(boards),
    close: () => log.close(),
  };
}

export interface Watched {
  build: string;
  live: LiveSpaces;
  boards: BoardServer;
  framework: FrameworkLog;
  ready(): Promise<Readiness>;
  /** Null: nothing is on disk. */
  dataFolder: string | null;
}

export class HouseMetrics {
  readonly lag = new Histogram(LAG_BOUNDS);
  readonly append = new Histogram(APPEND_BOUNDS);
  #appendsRefused = 0;

  appendRefused(): void {
    this.#appendsRefused += 1;
  }

  /** @returns Prometheus text */
  async text({ build, live, boards, framework, ready, dataFolder }: Watched): Promise<string> {
    const spaces = live.all();
    const counts = Object.entries(live.counts());
    const rejected = Object.fromEntries(counts.filter(([what]) => REJECTED.test(what)));
    const events = Object.fromEntries(counts.filter(([what]) => !REJECTED.test(what)));
    const free = dataFolder === null ? null : await freeBytes(dataFolder);
    const { ok, media } = await ready();
    const { rss, heapUsed } = process.memoryUsage();
    return render([
      {
        name: "kartu_build_info",
        help: "The build of the page that this process serves.",
        type: "gauge",
        samples: [{ labels: { build }, value: 1 }],
      },
      gauge("kartu_uptime_seconds", "Age of the process.", Math.round(process.uptime())),
      gauge("kartu_ready", "1 while the store takes writes.", Number(ok)),
      gauge("kartu_media_degraded", "1 while the media server that there should be does not answer.", Number(media === "degraded")),
      this.lag.family("kartu_loop_lag_seconds", "How late a timer of the thread that moves people came."),
      gauge("kartu_rooms", "Spaces that run.", spaces.length),
      gauge(
        "kartu_people",
        "People inside, those who are being waited for included.",
        spaces.reduce((sum, space) => sum + space.present, 0),
      ),
      counters("kartu_messages_rejected_total", "Messages in spaces that were not taken.", "why", rejected),
      counters("kartu_space_events_total", "What happened in spaces.", "what", events),
      counters("kartu_connections_refused_total", "Connections to rooms that the framework refused or broke off.", "why", framework.counts),
      gauge("kartu_boards_open", "Boards in memory.", boards.open),
      gauge("kartu_boards_unsaved_updates", "Edits of boards that are not on the disk yet.", boards.unsaved),
      this.append.family("kartu_board_append_seconds", "How long a commit of board edits took."),
      counter(
        "kartu_board_appends_refused_total",
        "Commits of board edits that the disk refused; they are tried again.",
        this.#appendsRefused,
      ),
      ...(free === null ? [] : [gauge("kartu_data_free_bytes", "Room left where the data folder is.", free)]),
      gauge("kartu_memory_resident_bytes", "Memory of the process.", rss),
      gauge("kartu_memory_heap_bytes", "Heap in use by the main thread.", heapUsed),
    ]);
  }
}
