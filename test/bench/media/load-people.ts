/** A process of the load run: one who speaks from the stage, or up to twenty who stand in the hall and hear them. Ends when it is killed. */
import { rtcPeople } from "../../support/rtc-people.ts";
import { until } from "../../support/until.ts";

export interface LoadOrder {
  kartu: string;
  /** An invite. */
  code: string;
  names: string[];
  /** Area in which they stand. */
  area: string;
  speaks: boolean;
}

process.once("message", ({ kartu, code, names, area, speaks }: LoadOrder) => {
  void (async () => {
    const people = await rtcPeople(kartu);
    for (const name of names) {
      const person = await people.enter(name, code, speaks);
      person.bot.session.walkTo({ kind: "area", area });
      await until(`${name} stands on the stage or in the hall`, () => person.bot.stores.$where.get().kind === "hall", 60_000);
      person.speak(speaks);
      if (speaks) continue;
      await until(`${name} is let hear`, () => person.granted().length > 0, 20_000);
      await until(`a voice comes to ${name}`, async () => [...(await person.energies()).values()].some((energy) => energy > 0), 30_000);
    }
    process.send?.("there");
  })();
});
