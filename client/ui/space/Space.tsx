export function Space({ id }: { id: string }) {
  return <p>{id}</p>;
}
