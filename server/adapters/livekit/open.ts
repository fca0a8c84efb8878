/** LiveKit beside Kartu, put together: loaded only where it is configured. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { type IceConfig, iceReport } from "../../commands/ice.ts";
import { SoundHouse } from "../../commands/media-house.ts";
import type { Ports } from "../../commands/ports.ts";
import { hostOf, ipOf, type Reading } from "../../http/request.ts";
import type { Authenticate } from "../../http/session.ts";
import { installationId } from "../system/installation.ts";
import type { LiveKitConfig } from "./media-server.ts";

export interface LiveKitParts {
  config: LiveKitConfig;
  ports: Ports;
  /** null: nothing is kept on disk. */
  dataFolder: string | null;
  reading: Reading;
  authenticate: Authenticate;
  ice: IceConfig;
  log: Logger;
  firstMs: number | undefined;
}

export interface LiveKit {
  house: SoundHouse;
  /** Takes an upgrade of the signalling. False: the address is not its own. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Answers `validate` before the page's files are looked at. */
  before(page: RequestHandler): RequestHandler;
  close(): Promise<void>;
}

/** Nobody's address is hidden from the media server, and nobody else sees it: what the pipe tells a page is for reaching that server. */
const NO_RULE = { admitsMinors: false, acceptsVisibleAddresses: true };

/** Resolves also when LiveKit cannot be reached: it is asked again. */
export async function openLiveKit({ config, ports, dataFolder, reading, authenticate, ice, log, firstMs }: LiveKitParts): Promise<LiveKit> {
  const [{ liveKitServer }, { makeSoundDoor }] = await Promise.all([import("./media-server.ts"), import("./door.ts")]);
  const { clock, random } = ports;
  const installation = await installationId(dataFolder, random);
  const asked = { server: liveKitServer(config), installation, random, log, mono: () => clock.mono() };
  const house = new SoundHouse(firstMs === undefined ? asked : { ...asked, firstMs });
  const door = makeSoundDoor({
    house,
    reading,
    authenticate,
    clock,
    log,
    ice: (request, user) =>
      iceReport(ice, NO_RULE, { host: hostOf(request, reading), address: ipOf(request, reading) }, user, clock.now()).iceServers,
  });
  await house.start();
  return {
    house,
    upgrade: (...upgrade) => door.upgrade(...upgrade),
    before: (page) => (request, response, next) => {
      const verdict = door.validate(request);
      if (verdict === null) void page(request, response, next);
      else verdict.then(({ status, text }) => response.status(status).set("Cache-Control", "no-store").type("text").send(text), next);
    },
    async close() {
      await house.close();
      door.close();
    },
  };
}
