/** Reads JSON bodies. Own code, because express' reader takes in the whole of a body that is too large before it says so. */
import type { RequestHandler } from "express";
import { HttpFailure } from "./failures.ts";

/** Largest body, bytes. */
export const BODY_LIMIT = 64 * 1024;

async function read(req: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new HttpFailure("too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Puts the parsed body on the request. Errors: `too_large` (413), `bad_request` (400; 415 for what is compressed or no JSON by its type). */
export const jsonBody: RequestHandler = async (req, res, next) => {
  const announced = Number(req.headers["content-length"] ?? 0);
  const hasBody = req.headers["transfer-encoding"] !== undefined || announced > 0;
  if (!hasBody) return next();
  try {
    if (announced > BODY_LIMIT) throw new HttpFailure("too_large");
    if (req.is("application/json") === false) throw new HttpFailure("bad_request", undefined, 415);
    if ((req.headers["content-encoding"] ?? "identity") !== "identity") throw new HttpFailure("bad_request", undefined, 415);
    const bytes = await read(req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
    req.body = JSON.parse(utf8.decode(bytes)) as unknown;
  } catch (error) {
    // What is still to come of this body is nobody's business: the connection ends with the answer.
    res.setHeader("Connection", "close");
    if (error instanceof HttpFailure) throw error;
    throw new HttpFailure("bad_request");
  }
  next();
};
