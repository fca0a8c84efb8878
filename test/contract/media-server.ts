/** What every media server behind the port does. `enter` lets somebody in as their signalling would; resolves when they are there. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MediaServer } from "../../server/ports/media-server.ts";
import { until } from "../support/until.ts";

export interface MediaServerUnderTest {
  server: MediaServer;
  enter(room: string, identity: string): Promise<void>;
  close(): Promise<void>;
}

export function mediaServerContract(name: string, skip: boolean, make: () => Promise<MediaServerUnderTest>): void {
  describe.skipIf(skip)(`a media server: ${name}`, () => {
    let made: MediaServerUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made?.close());

    it("answers", async () => {
      await expect(made.server.ping()).resolves.toBeUndefined();
    });

    it("[ME46] lets nobody into a room that was not made, and making it twice is making it once", async () => {
      await expect(made.enter("kartu:none", "a")).rejects.toThrow();
      await made.server.openRoom("kartu:one");
      await made.enter("kartu:one", "ada");
      await made.server.openRoom("kartu:one");
      expect(await made.server.people("kartu:one")).toEqual(["ada"]);
      expect(await made.server.rooms()).toContain("kartu:one");
      expect(await made.server.rooms()).not.toContain("kartu:none");
    });

    it("a removed person is gone; to remove or mute whoever is not there is no error", async () => {
      await made.server.openRoom("kartu:two");
      await made.enter("kartu:two", "bo");
      await made.server.remove("kartu:two", "bo");
      await until("they are gone", async () => (await made.server.people("kartu:two")).length === 0);
      await made.server.remove("kartu:two", "bo");
      await made.server.remove("kartu:nowhere", "bo");
      await made.server.mute("kartu:two", "bo", "TR_none");
      expect(await made.server.people("kartu:nowhere")).toEqual([]);
    });
  });
}
