/** The configurations of LiveKit and coturn from those of `deploy/`. Pure. */

export interface MediaSecrets {
  KARTU_TURN_SECRET: string;
  LIVEKIT_API_KEY: string;
  LIVEKIT_API_SECRET: string;
}

export interface MediaFacts {
  /** The name under which people reach Kartu. */
  host: string;
  /** Public IPv4 address of this host. */
  address: string;
  secrets: MediaSecrets;
}

/** Puts the facts where a template asks for them. @throws Error for a name that is none of theirs */
export function fill(template: string, { host, address, secrets }: MediaFacts): string {
  const known: Record<string, string> = {
    HOST: host,
    ADDRESS: address,
    TURN_SECRET: secrets.KARTU_TURN_SECRET,
    LIVEKIT_KEY: secrets.LIVEKIT_API_KEY,
    LIVEKIT_SECRET: secrets.LIVEKIT_API_SECRET,
  };
  // Not in comments, which speak of the placeholders.
  return template.replace(/^(?!#).*$/gm, (line) =>
    line.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
      const value = known[name];
      if (value === undefined) throw new Error(`There is nothing to put in for {{${name}}}.`);
      return value;
    }),
  );
}
