/** Counters, gauges and histograms in Prometheus' text form (0.0.4). No labels but fixed words: no ids, no names, no addresses. */

export interface Family {
  name: string;
  help: string;
  type: "counter" | "gauge" | "histogram";
  samples: { suffix?: string; labels?: Record<string, string>; value: number }[];
}

const escaped = (text: string): string => text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");

function line(name: string, labels: Record<string, string> | undefined, value: number): string {
  const pairs = Object.entries(labels ?? {}).map(([key, text]) => `${key}="${escaped(text)}"`);
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${Number.isFinite(value) ? value : "+Inf"}`;
}

export const render = (families: readonly Family[]): string =>
  families
    .flatMap(({ name, help, type, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(({ suffix = "", labels, value }) => line(`${name}${suffix}`, labels, value)),
    ])
    .map((text) => `${text}\n`)
    .join("");

export const gauge = (name: string, help: string, value: number): Family => ({ name, help, type: "gauge", samples: [{ value }] });
export const counter = (name: string, help: string, value: number): Family => ({ name, help, type: "counter", samples: [{ value }] });

/** One counter for each word of a record. */
export const counters = (name: string, help: string, label: string, counts: Readonly<Record<string, number>>): Family => ({
  name,
  help,
  type: "counter",
  samples: Object.entries(counts)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, value]) => ({ labels: { [label]: word }, value })),
});

/** How often what took how long. */
export class Histogram {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #count = 0;
  #sum = 0;

  /** @param bounds upper ends of the buckets, rising, s */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = bounds.map(() => 0);
  }

  /** @param seconds negative counts as 0 */
  observe(seconds: number): void {
    const value = Math.max(0, seconds);
    this.#count += 1;
    this.#sum += value;
    const at = this.#bounds.findIndex((bound) => value <= bound);
    if (at !== -1) this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  family(name: string, help: string): Family {
    let below = 0;
    const buckets = this.#bounds.map((bound, i) => {
      below += this.#counts[i] ?? 0;
      return { suffix: "_bucket", labels: { le: String(bound) }, value: below };
    });
    const whole = [
      { suffix: "_bucket", labels: { le: "+Inf" }, value: this.#count },
      { suffix: "_sum", value: this.#sum },
      { suffix: "_count", value: this.#count },
    ];
    return { name, help, type: "histogram", samples: [...buckets, ...whole] };
  }
}
