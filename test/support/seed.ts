/** Every property of a run draws from the one printed seed, so that a failure can be repeated. */
import fc from "fast-check";

const seed = Number(process.env.KARTU_SEED);
if (Number.isInteger(seed)) fc.configureGlobal({ seed });
