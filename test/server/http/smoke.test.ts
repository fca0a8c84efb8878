import { afterAll, beforeAll, expect, it } from "vitest";
import { guestSession, type InProcessServer, newSpace, ownerSession, startTestServer } from "../../support/server.ts";

let server: InProcessServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

it("an owner opens a space, a guest comes in", async () => {
  const owner = await ownerSession(server);
  const space = await newSpace(owner, "  Hiša  ");
  expect(space.name).toBe("Hiša");
  const guest = await guestSession(server, owner, space.id, { name: "Ana" });
  expect(guest.me).toMatchObject({ name: "Ana", owner: false, spaces: [{ id: space.id, role: "participant" }] });
});
