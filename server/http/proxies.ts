/** Addresses of proxies that stand in front of our own, such as a CDN's. */
import { BlockList, isIP } from "node:net";

/** A list of addresses and ranges (`203.0.113.7 198.51.100.0/24 2001:db8::/32`), separated by spaces or commas; null: something in it is neither. */
export function readRanges(text: string): BlockList | null {
  const ranges = new BlockList();
  for (const part of text.split(/[\s,]+/).filter((one) => one !== "")) {
    const [address = "", bits, more] = part.split("/");
    const version = isIP(address);
    const widest = version === 4 ? 32 : 128;
    const prefix = bits === undefined ? widest : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
    if (version === 0 || more !== undefined || !(prefix <= widest)) return null;
    ranges.addSubnet(address, prefix, version === 4 ? "ipv4" : "ipv6");
  }
  return ranges;
}

export const isWithin = (ranges: BlockList, address: string): boolean => {
  const version = isIP(address);
  return version !== 0 && ranges.check(address, version === 4 ? "ipv4" : "ipv6");
};
