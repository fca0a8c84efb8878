/** What a page under measurement runs before anything else: its media goes by the delaying relay, and by no shorter way. */

/** Before anything else in the page: LiveKit is reached by the relay's port alone. */
export const leadThrough = ([from, to]: [number, number]): void => {
  const Native = window.RTCPeerConnection;
  const led = (text: string): string | null => {
    if (!/candidate:/.test(text)) return text;
    // TCP and IPv6 would be shorter ways beside the relay's.
    const own = new RegExp(`(\\d+\\.\\d+\\.\\d+\\.\\d+) ${from} `);
    return / udp /i.test(text) && own.test(text) ? text.replace(own, `$1 ${to} `) : null;
  };
  // A later offer would hold what the page can be reached by.
  const { createOffer } = Native.prototype;
  Native.prototype.createOffer = async function (this: RTCPeerConnection, ...all: never[]) {
    const offer = (await createOffer.apply(this, all as never)) as unknown as RTCSessionDescriptionInit;
    return { type: offer.type, sdp: offer.sdp?.replace(/^a=candidate.*\r\n/gm, "") ?? "" };
  } as typeof createOffer;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      // What the page could be reached by is told to nobody.
      super.addEventListener("icecandidate", (event) => {
        if (event.candidate !== null) event.stopImmediatePropagation();
      });
    }
    override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      const sdp = description.sdp
        ?.split("\r\n")
        .flatMap((line) => (line.startsWith("a=candidate") ? (led(line) ?? []) : line))
        .join("\r\n");
      return super.setRemoteDescription(sdp === undefined ? description : { type: description.type, sdp });
    }
    override async addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
      const text = led(candidate?.candidate ?? "");
      if (text !== null) await super.addIceCandidate(candidate ? { ...candidate, candidate: text } : candidate);
    }
  };
};

/** The same from page to page: each address that the other one can be reached by is led. */
export const leadEach = (): void => {
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      const lines: string[] = [];
      for (const line of description.sdp?.split("\r\n") ?? []) {
        const led = line.startsWith("a=candidate") ? await window.lead(line.slice(2)) : line.slice(2);
        if (led !== null) lines.push(line.slice(0, 2) + led);
      }
      await super.setRemoteDescription(description.sdp === undefined ? description : { type: description.type, sdp: lines.join("\r\n") });
    }
    override async addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
      const text = candidate?.candidate ? await window.lead(candidate.candidate) : "";
      if (text !== null) await super.addIceCandidate(candidate ? { ...candidate, candidate: text } : candidate);
    }
  };
};

declare global {
  interface Window {
    lead(candidate: string): Promise<string | null>;
  }
}
