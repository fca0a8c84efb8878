export function Join({ code }: { code: string }) {
  return <p>{code}</p>;
}
